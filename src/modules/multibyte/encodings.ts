/** This file lists the multi-byte encodings, by the module that CPython keeps them in. */
import type { Codec } from './codec.js';
import { HzCodec } from './hz-codec.js';
import { Iso2022Codec } from './iso2022-codec.js';
import { EucSet, Jisx0201Set, Jisx0213Set, ShiftedSet } from './iso2022-sets.js';
import { EucKrCodec, Gb18030Codec, TableCodec } from './table-codec.js';

const jisx0208 = new EucSet('B', 0, 'euc_jp', 0);
const jisx0208Old = new EucSet('@', 0, 'euc_jp', 0);
const jisx0212 = new EucSet('D', 0, 'euc_jp', 0x8f0000);
const roman = new Jisx0201Set(false);
const katakana = new Jisx0201Set(true);

/** Codecs of each `_codecs_X`. */
export const ENCODINGS: ReadonlyMap<string, readonly Codec[]> = new Map<string, readonly Codec[]>([
  ['_codecs_cn', [new TableCodec('gb2312'), new TableCodec('gbk'), new Gb18030Codec('gb18030'), new HzCodec('hz')]],
  ['_codecs_hk', [new TableCodec('big5hkscs')]],
  [
    '_codecs_jp',
    ['shift_jis', 'cp932', 'euc_jp', 'shift_jis_2004', 'euc_jis_2004', 'euc_jisx0213', 'shift_jisx0213'].map(
      (name) => new TableCodec(name),
    ),
  ],
  ['_codecs_kr', [new EucKrCodec('euc_kr'), new TableCodec('cp949'), new TableCodec('johab')]],
  ['_codecs_tw', [new TableCodec('big5'), new TableCodec('cp950')]],
  [
    '_codecs_iso2022',
    [
      new Iso2022Codec('iso2022_kr', [new EucSet('C', 1, 'cp949', 0)], true),
      new Iso2022Codec('iso2022_jp', [jisx0208, roman, jisx0208Old], false),
      new Iso2022Codec('iso2022_jp_1', [jisx0208, jisx0212, roman, jisx0208Old], false),
      new Iso2022Codec(
        'iso2022_jp_2',
        [
          jisx0208,
          jisx0212,
          new EucSet('C', 0, 'cp949', 0),
          new EucSet('A', 0, 'gb2312', 0),
          roman,
          jisx0208Old,
          new ShiftedSet('A'),
          new ShiftedSet('F'),
        ],
        false,
        true,
      ),
      new Iso2022Codec(
        'iso2022_jp_2004',
        [
          new Jisx0213Set('Q', 'euc_jis_2004', false, true),
          jisx0208,
          new Jisx0213Set('Q', 'euc_jis_2004', false),
          new Jisx0213Set('P', 'euc_jis_2004', true),
        ],
        false,
      ),
      new Iso2022Codec(
        'iso2022_jp_3',
        [
          new Jisx0213Set('O', 'euc_jisx0213', false, true),
          jisx0208,
          new Jisx0213Set('O', 'euc_jisx0213', false),
          new Jisx0213Set('P', 'euc_jisx0213', true),
        ],
        false,
      ),
      new Iso2022Codec('iso2022_jp_ext', [jisx0208, jisx0212, roman, katakana, jisx0208Old], false),
    ],
  ],
]);
