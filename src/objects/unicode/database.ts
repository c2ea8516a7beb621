/** This file answers the properties that the unicodedata module shows, for Unicode 16 and for Unicode 3.2. */
import { RangeTable } from './range-table.js';
import { DATABASE_3_2_RECORDS, DATABASE_3_2_RUNS, DATABASE_RECORDS, DATABASE_RUNS } from './tables/database.js';

/** Properties of one code point. */
export interface CharacterRecord {
  readonly category: string;
  readonly bidirectional: string;
  readonly combining: number;
  readonly mirrored: number;
  readonly eastAsianWidth: string;
}

/** One version of the character database. */
export class CharacterDatabase {
  private records: readonly CharacterRecord[] | null = null;
  private readonly table: RangeTable;

  constructor(
    private readonly recordText: string,
    runText: string,
  ) {
    this.table = new RangeTable(runText);
  }

  get(point: number): CharacterRecord {
    this.records ??= this.recordText.split(',').map((text) => {
      const [category, bidirectional, combining, mirrored, eastAsianWidth] = text.split(':') as [
        string,
        string,
        string,
        string,
        string,
      ];
      return { category, bidirectional, combining: Number(combining), mirrored: Number(mirrored), eastAsianWidth };
    });
    return this.records[this.table.get(point)] as CharacterRecord;
  }
}

export const unicode16 = new CharacterDatabase(DATABASE_RECORDS, DATABASE_RUNS);
export const unicode32 = new CharacterDatabase(DATABASE_3_2_RECORDS, DATABASE_3_2_RUNS);
