# Encodings of several bytes a character: what they encode and decode, incomplete and wrong bytes, states.
import codecs

text = '日本語テキスト 中文 한국어 ①～\\'
names = ('shift_jis cp932 euc_jp shift_jis_2004 euc_jis_2004 euc_jisx0213 iso2022_jp iso2022_jp_1 iso2022_jp_2 '
         'iso2022_jp_2004 iso2022_jp_3 iso2022_jp_ext gb2312 gbk gb18030 hz big5 cp950 big5hkscs euc_kr cp949 johab '
         'iso2022_kr').split()
for name in names:
    encoded = text.encode(name, 'replace')
    print(name, encoded, ascii(encoded.decode(name)))
    try:
        text.encode(name)
    except UnicodeEncodeError as error:
        print('  ', error)

for name in names:
    for data in (b'ab\xff\xfe', b'\x81', b'\x8e\x20', b'\xa4\xd4\xa4', b'~{ab', b'\x1b$B!', b'\x810\x81'):
        try:
            print(name, data, ascii(data.decode(name)))
        except UnicodeDecodeError as error:
            print(name, data, error.reason, error.start, error.end, ascii(data.decode(name, 'replace')))

# A base character waits for what may combine with it.
encoder = codecs.getincrementalencoder('euc_jis_2004')()
print(encoder.encode('か'), encoder.getstate(), encoder.encode('\u309a'), encoder.encode('か'), encoder.encode('', True))
decoder = codecs.getincrementaldecoder('iso2022_jp')()
data = '漢字'.encode('iso2022_jp')
for i in range(len(data)):
    print(ascii(decoder.decode(data[i:i + 1])), decoder.getstate())
