import assert from 'node:assert/strict'

import {parseCsv} from '../../src/parsing/csv.js'

const cells = (text: string) => parseCsv(text, 'people.csv').map(row => row.cells)

describe('parseCsv', () => {
  const cases: ReadonlyArray<[what: string, text: string, rows: readonly string[][]]> = [
    [
      'plain cells',
      'a,b\n1,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'no end of line at the end, and carriage returns',
      'a,b\r\n1,2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['a byte order mark', '\uFEFFa,b', [['a', 'b']]],
    [
      'semicolons and tabs',
      'a;b\n1,0;2',
      [
        ['a', 'b'],
        ['1,0', '2'],
      ],
    ],
    [
      'tabs',
      'a\tb\n1\t2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'quotes, with delimiters, quotes and lines in them',
      'a,b\n"1,""x""","2\n3"',
      [
        ['a', 'b'],
        ['1,"x"', '2\n3'],
      ],
    ],
    [
      'empty cells, also at the end',
      'a,b,c\n,,\n1,,',
      [
        ['a', 'b', 'c'],
        ['1', '', ''],
      ],
    ],
    [
      'a header whose quotes hold another delimiter',
      '"a;b;c",d\n1,2',
      [
        ['a;b;c', 'd'],
        ['1', '2'],
      ],
    ],
    ['nothing', '', []],
  ]
  for (const [what, text, rows] of cases) it(`reads ${what}`, () => assert.deepEqual(cells(text), rows))

  it('says on which line a row begins', () => {
    assert.deepEqual(
      parseCsv('a\n"1\n2"\n\n3\n', 'x.csv').map(({line}) => line),
      [1, 2, 5],
    )
  })

  it('names the line of a quote that is wrong', () => {
    assert.throws(() => parseCsv('a\n1\n"2', 'x.csv'), /x\.csv:3: a quote is never closed/)
    assert.throws(() => parseCsv('a\n"1"2', 'x.csv'), /x\.csv:2: text follows a closing quote/)
  })
})
