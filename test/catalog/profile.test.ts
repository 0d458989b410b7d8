import assert from 'node:assert/strict'

import type {Control, Framework, Profile} from '../../src/model/framework.js'

import {createAjv} from '../../src/parsing/ajv.js'
import {readFrameworks} from '../../src/catalog/catalog.js'
import {errorSentences} from '../../src/parsing/schema-sentences.js'
import {resolveProfile} from '../../src/catalog/profile.js'
import {listCatalogFolder, readCatalogFile} from '../../src/catalog/catalog-files.js'

const control = (id: string, more: Partial<Control> = {}): Control => ({
  checks: [],
  id,
  kind: 'manual',
  question: 'Who?',
  remediation: {text: 'x'},
  responsibility: 'customer',
  severity: 'high',
  source: {document: 'old', section: id},
  title: id,
  ...more,
})

const parent: Framework = {
  aliases: ['p'],
  dataClass: 'cji',
  id: 'parent',
  title: 'Parent',
  version: '2',
  controls: [
    control('A', {priority: 'P1'}),
    control('B', {documents: ['paper'], kind: 'inherited', source: {document: 'new', section: 'B'}}),
    control('C', {relievedBy: 'letter'}),
  ],
  documents: {letter: {from: 'them', title: 'Letter'}, paper: {from: 'them', title: 'Paper'}},
  sources: {new: {title: 'New'}, old: {title: 'Old'}},
}
const profile = (more: Partial<Profile>): Profile => ({
  aliases: [],
  controls: [{id: 'A'}],
  id: 'child',
  of: 'parent',
  title: 'Child',
  version: '1',
  ...more,
})

describe('resolveProfile', () => {
  it('keeps what it names, in the order of the parent, with what differs', () => {
    const {controls} = resolveProfile(
      profile({controls: [{id: 'C'}, {id: 'A', note: 'Older.', priority: 'P2'}]}),
      parent,
    )
    assert.deepEqual(controls, [control('A', {note: 'Older.', priority: 'P2'}), control('C', {relievedBy: 'letter'})])
  })

  it('keeps every control of the parent, and adds its own behind them', () => {
    const {controls} = resolveProfile(profile({added: [control('X')], controls: 'all'}), parent)
    assert.deepEqual(
      controls.map(({id}) => id),
      ['A', 'B', 'C', 'X'],
    )
  })

  it('declares the documents and sources that its controls name, and no others', () => {
    const resolved = resolveProfile(profile({controls: [{id: 'B'}]}), parent)
    assert.deepEqual([Object.keys(resolved.documents), Object.keys(resolved.sources)], [['paper'], ['new']])
    const declared = resolveProfile(
      profile({
        added: [control('X', {source: {document: 'mine', section: 'X'}})],
        controls: [{id: 'C'}],
        sources: {mine: {title: 'Mine'}, unused: {title: 'Unused'}},
      }),
      parent,
    )
    assert.deepEqual([Object.keys(declared.documents), Object.keys(declared.sources)], [['letter'], ['old', 'mine']])
  })

  it('is about the data that its parent is about, unless it says otherwise', () => {
    assert.equal(resolveProfile(profile({}), parent).dataClass, 'cji')
    assert.equal(resolveProfile(profile({dataClass: 'personal'}), parent).dataClass, 'personal')
    assert.equal(resolveProfile(profile({}), parent).profileOf, 'parent')
  })

  it('refuses a control that the parent does not have', () => {
    assert.throws(() => resolveProfile(profile({controls: [{id: 'Z'}]}), parent), /child: parent has no control Z/)
  })
})

describe('the bundled profiles', () => {
  const validate = createAjv()
    .addSchema(readCatalogFile<object>('./schema/framework.schema.json'))
    .compile(readCatalogFile<object>('./schema/profile.schema.json'))

  it('are of the form that the schema says, each in a file named by its id', () => {
    const files = listCatalogFolder('./profiles/')
    assert.ok(files.length > 0)
    for (const file of files) {
      const document = readCatalogFile<Profile>(`./profiles/${file}.json`)
      assert.ok(validate(document), `${file}: ${errorSentences(validate.errors ?? []).join('; ')}`)
      assert.equal(document.id, file)
    }
  })

  it('keep of each control what decides it', () => {
    const byId = new Map(readFrameworks().map(framework => [framework.id, framework]))
    const decisive = ({answerDays, checks, dataClass, enforcedFrom, kind, nist, responsibility}: Partial<Control>) => ({
      answerDays,
      checks,
      dataClass,
      enforcedFrom,
      kind,
      nist,
      responsibility,
    })
    for (const id of listCatalogFolder('./profiles/')) {
      const {added = [], of: parentId} = readCatalogFile<Profile>(`./profiles/${id}.json`)
      const whole = byId.get(parentId)?.controls ?? []
      const kept = (byId.get(id)?.controls ?? []).slice(0, -added.length || undefined)
      assert.ok(kept.length > 0, id)
      for (const own of kept)
        assert.deepEqual(decisive(own), decisive(whole.find(candidate => candidate.id === own.id) ?? {}), own.id)
      assert.deepEqual(
        added.filter(own => whole.some(candidate => candidate.id === own.id)),
        [],
      )
    }
  })

  it('replace something wherever they say more than an id', () => {
    const byId = new Map(readFrameworks().map(framework => [framework.id, framework]))
    for (const id of listCatalogFolder('./profiles/')) {
      const {controls, of: parentId} = readCatalogFile<Profile>(`./profiles/${id}.json`)
      if (controls === 'all') continue
      for (const {id: controlId, ...replaced} of controls) {
        const whole: Readonly<Record<string, unknown>> = {
          ...byId.get(parentId)?.controls.find(candidate => candidate.id === controlId),
        }
        for (const [name, value] of Object.entries(replaced))
          assert.notDeepEqual(value, whole[name], `${id} ${controlId}: ${name}`)
      }
    }
  })

  it('add no control under an id that their framework has, or another profile of it', () => {
    // An answer to the one would answer the other, whatever they ask.
    const added = listCatalogFolder('./profiles/').flatMap(file => {
      const {added = [], of} = readCatalogFile<Profile>(`./profiles/${file}.json`)
      return added.map(({id}) => `${of} ${id}`)
    })
    const kept = readFrameworks().flatMap(({controls, id, profileOf}) =>
      profileOf === undefined ? controls.map(control => `${id} ${control.id}`) : [],
    )
    assert.deepEqual(
      added.filter((name, index) => kept.includes(name) || added.indexOf(name) !== index),
      [],
    )
  })

  it('are read as frameworks, behind those that are whole', () => {
    const ids = readFrameworks().map(({id, profileOf}) => ({id, isProfile: profileOf !== undefined}))
    assert.deepEqual(
      ids.filter(({isProfile}) => isProfile).map(({id}) => id),
      listCatalogFolder('./profiles/'),
    )
    assert.deepEqual(
      ids.map(({isProfile}) => isProfile),
      ids.map(({isProfile}) => isProfile).sort((a, b) => Number(a) - Number(b)),
    )
  })
})
