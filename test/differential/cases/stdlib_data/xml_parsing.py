# xml.etree, xml.dom and expat: trees, entities, name spaces, events, positions of errors.
import xml.dom.minidom
import xml.etree.ElementTree as ET
from xml.parsers import expat

root = ET.fromstring('<a x="1" y="&lt;&#65;"><b>hi &amp; <c/>tail</b>é𝒳<n:d xmlns:n="urn:n" n:k="v"/></a>')
print(ET.tostring(root), [child.tag for child in root.iter()])
print(xml.dom.minidom.parseString(
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e "x<b/>y"><!ATTLIST a q CDATA "d" t NMTOKENS #IMPLIED>]>'
    '<a t=" u  v ">&e;<!--c--><?p i?><![CDATA[z]]></a>').toxml())

for wrong in ('<a><b></a>', '<a', '<a>&x;</a>', 'abc', '<a/>x', '<a b="1" b="2"/>', '<a>\x01</a>', '', '<a b=c/>',
              '<a><!-- -- --></a>', '<x:a/>', '<a>]]></a>', '<a>&#0;</a>', '<?xml version="1.0" encoding="zz"?><a/>',
              '<!DOCTYPE a [<!ENTITY e "&e;">]><a>&e;</a>', '<a b="<"/>', '<a xmlns:p=""/>', ' <?xml version="1.0"?><a/>'):
    try:
        ET.fromstring(wrong.encode())
    except ET.ParseError as error:
        print(repr(wrong), error, error.code, error.position)
    except LookupError as error:
        print(repr(wrong), error)

parser = expat.ParserCreate()
for name in ('StartElement', 'EndElement', 'CharacterData', 'Comment', 'ProcessingInstruction', 'XmlDecl',
             'StartDoctypeDecl', 'EndDoctypeDecl', 'EntityDecl', 'ElementDecl', 'AttlistDecl', 'NotationDecl',
             'StartCdataSection', 'EndCdataSection'):
    setattr(parser, f'{name}Handler', lambda *args, name=name: print(name, args, parser.CurrentLineNumber,
                                                                     parser.CurrentColumnNumber, parser.CurrentByteIndex))
document = b'''<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE r [
 <!ELEMENT r (a|b+)*> <!ELEMENT a (#PCDATA|b)*> <!ATTLIST r k (x|y) "x">
 <!ENTITY e "v"> <!NOTATION n PUBLIC "p">
]>
<r k='y'>\xc3\xa9&e;&lt;
<![CDATA[<]]>]]<!-- c --></r><?end?>
'''
parser.SetReparseDeferralEnabled(False)
for start in range(0, len(document), 50):
    parser.Parse(document[start:start + 50])
print(parser.Parse(b'', True))
