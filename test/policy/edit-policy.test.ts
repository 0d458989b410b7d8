import assert from 'node:assert/strict'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

import type {DeclarationEdit, ListEdit} from '../../src/policy/edit-policy.js'

import {editPolicyText} from '../../src/policy/edit-policy.js'
import {readPolicy} from '../../src/policy/read-policy.js'

type Entry = Readonly<Record<string, unknown>>

const waiver = (check: string, overrides: Entry = {}): Entry => ({
  approvedBy: 'bob',
  by: 'ann',
  check,
  expires: '2026-12-20',
  reason: 'r',
  subjects: ['pay'],
  ...overrides,
})
const change = (replacements: ListEdit['replacements'], isStrict = true): ListEdit => ({
  isStrict,
  list: 'waivers',
  replacements,
})
const [first, second] = [waiver('strict-tls-is-on'), waiver('heroku-exec-is-off')]

const declare = async (text: string, more: Partial<DeclarationEdit>) =>
  editPolicyText(text, 'yaml', {dataClass: 'cji', isStrict: false, ...more})
const nobody = {apps: [], by: 'ann', on: '2026-11-20'}

describe('a declaration in a policy file', () => {
  it('is added beside others, whose comments stay', async () => {
    const text = 'version: 1\ndata:\n  # ours\n  health: {apps: [a], by: b, on: 2026-01-01}\n'
    const edited = await declare(text, {added: nobody})
    assert.equal(edited, `${text}  cji:\n    apps: []\n    by: ann\n    on: 2026-11-20\n`)
    assert.equal(await declare(edited, {isStrict: true, removed: nobody}), text)
  })

  it('begins the list of classes, and ends it', async () => {
    const edited = (await declare('version: 1\n', {added: nobody})) ?? assert.fail()
    assert.match(edited, /^data:\n {2}cji:\n {4}apps: \[\]$/m)
    assert.equal(await declare(edited, {isStrict: true, removed: nobody}), 'version: 1\n')
  })

  it('is changed in its place', async () => {
    const text = 'data:\n  cji:\n    apps: [a]\n    by: b # our lead\n    on: 2026-01-01\nversion: 1\n'
    assert.equal(
      await declare(text, {added: {apps: ['a', 'c'], by: 'b', on: '2026-11-20'}}),
      text.replace('[a]', '[a, c]').replace('2026-01-01', '2026-11-20'),
    )
    assert.equal(
      await declare('data: {cji: &x {apps: [a], by: b, on: 2026-01-01}, health: *x}\n', {added: nobody}),
      'data: {cji: {apps: [], by: ann, on: 2026-11-20}, health: &x {apps: [a], by: b, on: 2026-01-01}}\n',
    )
  })

  it("isn't taken back where the file says something else by now", async () => {
    const text = 'data:\n  cji: {apps: [a], by: b, on: 2026-01-01}\n'
    assert.equal(await declare(text, {isStrict: true, removed: nobody}), undefined)
    assert.equal(await declare('version: 1\n', {isStrict: true, removed: nobody}), undefined)
  })
})

describe('a policy file that is rewritten', () => {
  let folder: string

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'edit-'))
  })

  after(() => rmSync(folder, {recursive: true}))

  /** The waivers of a text once it is changed, and the text. */
  async function edit(text: string, replacements: ListEdit['replacements']) {
    const parsePolicy = (await editPolicyText(text, 'yaml', change(replacements))) ?? assert.fail('was not changed')
    const file = path.join(folder, 'compliance.yml')
    writeFileSync(file, parsePolicy)
    return {after: parsePolicy, waivers: (await readPolicy(file)).policy.waivers}
  }

  const shared = (entry: string, otherEntry: string) => `version: 1
waivers:
  # of the first
  - ${entry}
  - ${otherEntry}
`
  const flow = (check: string, subjects: string, anchor = '') =>
    `${anchor}{check: ${check}, subjects: ${subjects}, reason: r, by: ann, approvedBy: bob, expires: 2026-12-20}`

  it('keeps what others stand for when an entry with an anchor goes, or becomes another', async () => {
    const within = shared(flow('strict-tls-is-on', '&who [pay]'), flow('heroku-exec-is-off', '*who'))
    assert.deepEqual((await edit(within, [{removed: first}])).waivers, [second])
    const changedLine = await edit(within, [{added: {...first, subjects: ['shop']}, removed: first}])
    assert.deepEqual(changedLine.waivers, [{...first, subjects: ['shop']}, second])
    assert.match(changedLine.after, /# of the first/)
    assert.deepEqual((await edit(within, [{added: {...first, reason: 'other'}, removed: first}])).waivers, [
      {...first, reason: 'other'},
      second,
    ])
    assert.deepEqual((await edit(within, [{removed: second}])).waivers, [first])
    assert.deepEqual((await edit(within, [{added: {...second, subjects: ['shop']}, removed: second}])).waivers, [
      first,
      {...second, subjects: ['shop']},
    ])
  })

  it('changes an entry for itself alone, where another stands for the same', async () => {
    const wholePolicy = shared(flow('strict-tls-is-on', '[pay]', '&one '), '*one')
    const other = {...first, reason: 'other'}
    assert.deepEqual((await edit(wholePolicy, [{added: other, removed: first}])).waivers, [first, other])
    assert.deepEqual((await edit(wholePolicy, [{removed: first}])).waivers, [first])
    assert.deepEqual(
      (
        await edit(wholePolicy, [
          {added: other, removed: first},
          {added: second, removed: first},
        ])
      ).waivers,
      [second, other],
    )
  })

  it('keeps the ends of its lines and a byte order mark', async () => {
    const unixText = shared(flow('strict-tls-is-on', '[pay]'), flow('heroku-exec-is-off', '[pay]'))
    for (const [mark, ends] of [
      ['', '\n'],
      ['', '\r\n'],
      ['\uFEFF', '\n'],
      ['\uFEFF', '\r\n'],
    ] as const) {
      const {after, waivers} = await edit(mark + unixText.replaceAll('\n', ends), [
        {added: waiver('apps-have-a-log-drain')},
      ])
      assert.equal(waivers?.length, 3)
      assert.equal(after.startsWith('\uFEFF'), mark !== '')
      assert.equal(after.replaceAll('\r\n', '').includes('\n'), ends === '\n')
      assert.equal(after.includes('\r'), ends === '\r\n')
      const json =
        (await editPolicyText(`${mark}{"version": 1,${ends}"waivers": []}${ends}`, 'json', change([{added: first}]))) ??
        assert.fail()
      assert.equal(json.startsWith('\uFEFF'), mark !== '')
      assert.equal(json.includes('\r\n'), ends === '\r\n')
      assert.deepEqual(JSON.parse(json.slice(mark.length)), {version: 1, waivers: [first]})
    }
  })

  it('takes the ends that most of its lines have', async () => {
    const text = 'version: 1\r\n# a\r\n# b\nallow: {}\r\n'
    assert.match((await editPolicyText(text, 'yaml', change([{added: first}]))) ?? '', /^version: 1\r\n# a\r\n# b\r\n/)
    assert.match(
      (await editPolicyText('version: 1\r\n# a\n# b\nallow: {}\n', 'yaml', change([{added: first}]))) ?? '',
      /^version: 1\n# a\n/,
    )
  })

  it('keeps the former name of the list of documents where the file has it', async () => {
    const document = {id: 'audit', issued: '2026-01-01', issuer: 'i', services: ['x']}
    const of = (text: string) =>
      editPolicyText(text, 'yaml', {
        isStrict: true,
        list: 'documents',
        replacements: [{added: {...document, id: 'second'}}],
      })
    assert.match(
      (await of('version: 1\nevidence: [{id: audit, issued: 2026-01-01, issuer: i, services: [x]}]\n')) ?? '',
      /^version: 1\nevidence:.*audit.*second/s,
    )
    assert.match((await of('version: 1\n')) ?? '', /^version: 1\ndocuments:\n {2}- id: second/)
  })

  it('is not changed where an entry has to go that is not there', async () => {
    assert.equal(await editPolicyText('version: 1\n', 'yaml', change([{removed: first}])), undefined)
    assert.equal(await editPolicyText('version: 1\n', 'yaml', change([{removed: first}], false)), 'version: 1\n')
  })
})
