import assert from 'node:assert/strict'

import type {Control, DataClass, Framework} from '../../src/model/framework.js'

import {controlNeeds} from '../../src/assess/control-needs.js'
import {loadCatalog} from '../../src/catalog/catalog.js'

const [control] = loadCatalog(['baseline']).frameworks[0]?.controls.filter(({facts}) => !facts) ?? []

/** A framework with these controls, which list nothing of their own. */
function frameworkOf(controls: ReadonlyArray<Partial<Control>>, dataClass?: DataClass): Framework {
  assert.ok(control && control.dataClass === undefined && control.unknownWhere === undefined)
  return {
    ...frameworkHead,
    ...(dataClass ? {dataClass} : {}),
    controls: controls.map((fields, index) => ({...control, id: String(index), ...fields})),
  }
}

const frameworkHead = {aliases: [], documents: {}, id: 'any', sources: {}, title: 'Any', version: '1'}

describe('what controls need', () => {
  it('are the fields that they list and that their source depends on, each once, in their order', () => {
    const frameworks = [
      frameworkOf([
        {facts: [{fields: ['name', 'stack'], subject: 'app'}]},
        {unknownWhere: [{field: 'plan', is: 'x', reason: 'y', subject: 'addon'}]},
      ]),
      frameworkOf([
        {facts: [{fields: ['stack', 'region'], subject: 'app'}]},
        {facts: [{fields: ['name'], subject: 'space'}]},
      ]),
    ]
    const {fields, kinds} = controlNeeds(frameworks)
    assert.deepEqual(
      fields.flatMap(list => list.fields.map(field => `${list.subject} ${field}`)),
      ['app name', 'app stack', 'addon plan', 'app region', 'space name'],
    )
    assert.deepEqual([...kinds], ['app', 'addon', 'space'])
  })

  it('are the classes of data that a framework or a control is about', () => {
    const frameworks = [frameworkOf([{}], 'health'), frameworkOf([{}, {dataClass: 'cji'}])]
    assert.deepEqual([...controlNeeds(frameworks).dataClasses], ['health', 'cji'])
  })
})
