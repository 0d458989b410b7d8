import assert from 'node:assert/strict'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

import type {Change} from '../../src/policy/edit-policy.js'

import {editedPolicy} from '../../src/policy/edit-policy.js'
import {readPolicy} from '../../src/policy/read-policy.js'

type Entry = Readonly<Record<string, unknown>>

const waiver = (check: string, more: Entry = {}): Entry => ({
  approvedBy: 'bob',
  by: 'ann',
  check,
  expires: '2026-12-20',
  reason: 'r',
  subjects: ['pay'],
  ...more,
})
const change = (swaps: Change['swaps'], isStrict = true): Change => ({isStrict, list: 'waivers', swaps})
const [first, second] = [waiver('strict-tls-is-on'), waiver('heroku-exec-is-off')]

describe('a policy file that is rewritten', () => {
  let folder: string

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'edit-'))
  })

  after(() => rmSync(folder, {recursive: true}))

  /** The waivers of a text once it is changed, and the text. */
  async function edited(text: string, swaps: Change['swaps']) {
    const after = (await editedPolicy(text, 'yaml', change(swaps))) ?? assert.fail('was not changed')
    const file = path.join(folder, 'compliance.yml')
    writeFileSync(file, after)
    return {after, waivers: (await readPolicy(file)).policy.waivers}
  }

  const shared = (entry: string, other: string) => `version: 1
waivers:
  # of the first
  - ${entry}
  - ${other}
`
  const flow = (check: string, subjects: string, anchor = '') =>
    `${anchor}{check: ${check}, subjects: ${subjects}, reason: r, by: ann, approvedBy: bob, expires: 2026-12-20}`

  it('keeps what others stand for when an entry with an anchor goes, or becomes another', async () => {
    const within = shared(flow('strict-tls-is-on', '&who [pay]'), flow('heroku-exec-is-off', '*who'))
    assert.deepEqual((await edited(within, [{out: first}])).waivers, [second])
    const changed = await edited(within, [{in: {...first, subjects: ['shop']}, out: first}])
    assert.deepEqual(changed.waivers, [{...first, subjects: ['shop']}, second])
    assert.match(changed.after, /# of the first/)
    assert.deepEqual((await edited(within, [{in: {...first, reason: 'other'}, out: first}])).waivers, [
      {...first, reason: 'other'},
      second,
    ])
    assert.deepEqual((await edited(within, [{out: second}])).waivers, [first])
    assert.deepEqual((await edited(within, [{in: {...second, subjects: ['shop']}, out: second}])).waivers, [
      first,
      {...second, subjects: ['shop']},
    ])
  })

  it('changes an entry for itself alone, where another stands for the same', async () => {
    const whole = shared(flow('strict-tls-is-on', '[pay]', '&one '), '*one')
    const other = {...first, reason: 'other'}
    assert.deepEqual((await edited(whole, [{in: other, out: first}])).waivers, [first, other])
    assert.deepEqual((await edited(whole, [{out: first}])).waivers, [first])
    assert.deepEqual(
      (
        await edited(whole, [
          {in: other, out: first},
          {in: second, out: first},
        ])
      ).waivers,
      [second, other],
    )
  })

  it('keeps the ends of its lines and a byte order mark', async () => {
    const plain = shared(flow('strict-tls-is-on', '[pay]'), flow('heroku-exec-is-off', '[pay]'))
    for (const [mark, ends] of [
      ['', '\n'],
      ['', '\r\n'],
      ['\uFEFF', '\n'],
      ['\uFEFF', '\r\n'],
    ] as const) {
      const {after, waivers} = await edited(mark + plain.replaceAll('\n', ends), [
        {in: waiver('apps-have-a-log-drain')},
      ])
      assert.equal(waivers?.length, 3)
      assert.equal(after.startsWith('\uFEFF'), mark !== '')
      assert.equal(after.replaceAll('\r\n', '').includes('\n'), ends === '\n')
      assert.equal(after.includes('\r'), ends === '\r\n')
      const json =
        (await editedPolicy(`${mark}{"version": 1,${ends}"waivers": []}${ends}`, 'json', change([{in: first}]))) ??
        assert.fail()
      assert.equal(json.startsWith('\uFEFF'), mark !== '')
      assert.equal(json.includes('\r\n'), ends === '\r\n')
      assert.deepEqual(JSON.parse(json.slice(mark.length)), {version: 1, waivers: [first]})
    }
  })

  it('takes the ends that most of its lines have', async () => {
    const text = 'version: 1\r\n# a\r\n# b\nallow: {}\r\n'
    assert.match((await editedPolicy(text, 'yaml', change([{in: first}]))) ?? '', /^version: 1\r\n# a\r\n# b\r\n/)
    assert.match(
      (await editedPolicy('version: 1\r\n# a\n# b\nallow: {}\n', 'yaml', change([{in: first}]))) ?? '',
      /^version: 1\n# a\n/,
    )
  })

  it('keeps the former name of the list of documents where the file has it', async () => {
    const document = {id: 'audit', issued: '2026-01-01', issuer: 'i', services: ['x']}
    const of = (text: string) =>
      editedPolicy(text, 'yaml', {isStrict: true, list: 'documents', swaps: [{in: {...document, id: 'second'}}]})
    assert.match(
      (await of('version: 1\nevidence: [{id: audit, issued: 2026-01-01, issuer: i, services: [x]}]\n')) ?? '',
      /^version: 1\nevidence:.*audit.*second/s,
    )
    assert.match((await of('version: 1\n')) ?? '', /^version: 1\ndocuments:\n {2}- id: second/)
  })

  it('is not changed where an entry has to go that is not there', async () => {
    assert.equal(await editedPolicy('version: 1\n', 'yaml', change([{out: first}])), undefined)
    assert.equal(await editedPolicy('version: 1\n', 'yaml', change([{out: first}], false)), 'version: 1\n')
  })
})
