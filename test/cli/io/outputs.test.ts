import assert from 'node:assert/strict'

import {parseOutputs} from '../../../src/cli/io/outputs.js'
import {UserError} from '../../../src/foundation/user-error.js'
import {formats} from '../../../src/report/formats.js'

type Flags = Parameters<typeof parseOutputs>[0]
const parse = (flags: Partial<Flags>) => {
  const {files, format, show} = parseOutputs({json: false, ...flags})
  return {files, format, ...(show ? {show} : {})}
}

function refusal(flags: Partial<Flags>): {hint: string; message: string} {
  try {
    parse(flags)
  } catch (error) {
    assert.ok(error instanceof UserError)
    return {hint: error.hint, message: error.message}
  }

  throw new assert.AssertionError({message: 'nothing was refused'})
}

describe('parseOutputs', () => {
  it('prints for the terminal by default', () => {
    assert.deepEqual(parse({}), {files: [], format: 'terminal'})
    assert.deepEqual(parse({format: 'json'}), {files: [], format: 'json'})
    assert.deepEqual(parse({json: true}), {files: [], format: 'json'})
    assert.deepEqual(parse({format: 'json', json: true}), {files: [], format: 'json'})
  })

  it('refuses two formats for one stdout', () => {
    assert.equal(refusal({format: 'terminal', json: true}).message, "--json and --format terminal can't be combined.")
  })

  it('refuses an unknown format and suggests the nearest', () => {
    assert.deepEqual(refusal({format: 'jsno'}), {
      hint: `Did you mean json? Available: ${Object.keys(formats).sort().join(', ')}.`,
      message: 'There is no format "jsno".',
    })
    assert.match(refusal({format: 'constructor'}).hint, /^Available: /)
    assert.equal(refusal({format: ''}).message, 'There is no format "".')
  })

  it('takes the format of a file from its extension', () => {
    assert.deepEqual(parse({output: ['a/report.json', 'b.json.txt']}).files, [
      {file: 'a/report.json', format: 'json'},
      {file: 'b.json.txt', format: 'terminal'},
    ])
    for (const [name, {suffixes}] of Object.entries(formats))
      for (const suffix of suffixes)
        assert.deepEqual(parse({output: [`x${suffix}`]}).files, [{file: `x${suffix}`, format: name}])
  })

  it('prints no binary format on a terminal', () => {
    const {isTTY} = process.stdout
    try {
      process.stdout.isTTY = true
      assert.deepEqual(refusal({format: 'xlsx'}), {
        hint: 'Write a file: --output report.xlsx. Or redirect stdout.',
        message: "A terminal can't show xlsx.",
      })
      assert.equal(parse({format: 'csv', output: ['report.xlsx']}).format, 'csv')
      process.stdout.isTTY = false
      assert.equal(parse({format: 'xlsx'}).format, 'xlsx')
    } finally {
      process.stdout.isTTY = isTTY
    }
  })

  it('takes the format before the file, whatever its extension', () => {
    assert.deepEqual(parse({output: ['terminal:a.json', 'json:b', 'json:c:d.txt']}).files, [
      {file: 'a.json', format: 'terminal'},
      {file: 'b', format: 'json'},
      {file: 'c:d.txt', format: 'json'},
    ])
  })

  it('reads an unknown format before a colon as part of the name', () => {
    assert.deepEqual(
      parse({output: ['C:\\reports\\a.json', 'constructor:a.json', 'JSON:a.json']}).files.map(({file, format}) => [
        file,
        format,
      ]),
      [
        ['C:\\reports\\a.json', 'json'],
        ['constructor:a.json', 'json'],
        ['JSON:a.json', 'json'],
      ],
    )
  })

  it('takes --full only where something is shortened', () => {
    const isFull = (flags: Partial<Flags>) => parseOutputs({json: false, ...flags}).isFull
    assert.equal(isFull({}), false)
    assert.equal(isFull({full: true}), true)
    assert.equal(isFull({full: true, json: true, output: ['a.html']}), true)
    assert.equal(refusal({full: true, json: true}).message, '--full only has an effect on terminal and html.')
  })

  it('refuses an unknown extension, and a missing file name', () => {
    for (const file of ['report', 'report.docx', 'report.JSON', 'json', ''])
      assert.match(refusal({output: [file]}).message, /^.*has no extension of a known format\.$/)
    assert.match(refusal({output: ['report.docx']}).hint, /\.json.*FORMAT:FILE/)
    assert.equal(refusal({output: ['json:']}).message, '--output json: needs a file name.')
  })

  it('refuses a file that is named twice', () => {
    assert.equal(refusal({output: ['a.json', 'b.json', 'terminal:a.json']}).message, 'a.json is given twice.')
  })

  it('takes a placeholder in the name of a file that holds one framework, and of no other', () => {
    assert.deepEqual(parse({output: ['x.{framework}.hdf.json']}).files, [
      {file: 'x.{framework}.hdf.json', format: 'hdf'},
    ])
    assert.equal(parse({output: ['{framework}/x.csv']}).files[0]?.file, '{framework}/x.csv')
    assert.deepEqual(refusal({output: ['x.{framework}.csv']}), {
      hint: 'Name it without the placeholder.',
      message: 'x.{framework}.csv has {framework} in its name, but one file of the format csv holds all frameworks.',
    })
  })

  it('parses what to show', () => {
    assert.deepEqual(parse({show: 'fail,unknown'}).show, new Set(['fail', 'unknown']))
    assert.deepEqual(parse({show: ' fail , manual,fail,'}).show, new Set(['fail', 'manual']))
    assert.deepEqual(parse({show: 'pass,not-applicable,manual,waived,attested,inherited'}).show?.size, 6)
  })

  it('refuses unknown words to show', () => {
    assert.match(refusal({show: 'fial'}).message, /--show doesn't accept "fial"/)
    assert.match(
      refusal({show: 'fial'}).hint,
      /^Did you mean fail\? Available: fail, unknown, pass, not-applicable, manual/,
    )
    for (const show of ['', ' , ']) assert.equal(refusal({show}).message, '--show needs a verdict or a status.')
  })

  it('refuses --show where no output is filtered by it', () => {
    for (const flags of [{json: true}, {format: 'json'}, {json: true, output: ['a.json']}])
      assert.match(refusal({...flags, show: 'fail'}).message, /--show only has an effect on terminal and sarif\./)
    for (const output of [['a.txt'], ['a.json', 'a.sarif']]) assert.ok(parse({json: true, output, show: 'fail'}).show)
  })
})
