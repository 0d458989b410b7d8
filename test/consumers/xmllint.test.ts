import assert from 'node:assert/strict'
import {readFileSync, rmSync, writeFileSync} from 'node:fs'
import path from 'node:path'

import type {Report} from '../../src/model/report.js'

import {junitSchema} from '../helpers/junit-schema.js'
import {runProgram, sampleFolder} from './programs.js'

describe('xmllint', () => {
  let folder: string
  before(() => {
    folder = sampleFolder('compliance:pci', ['--output', 'report.junit.xml', '--output', 'report.json'])
  })
  after(() => rmSync(folder, {force: true, recursive: true}))

  const report = () => path.join(folder, 'report.junit.xml')
  const xpath = (expression: string) => runProgram('xmllint', ['--xpath', expression, report()]).stdout.trim()

  it('validates JUnit by the schema of Jenkins', () => {
    const schema = path.join(folder, 'junit.xsd')
    writeFileSync(schema, junitSchema())
    const {status, stderr} = runProgram('xmllint', ['--noout', '--schema', schema, report()])
    assert.equal(status, 0, stderr)
    console.log(`      ${stderr.trim()}`)
  })

  it('tells open questions from what does not apply, by the messages that Jenkins shows', () => {
    const {frameworks, summary} = JSON.parse(readFileSync(path.join(folder, 'report.json'), 'utf8')) as Report
    const controls = frameworks.flatMap(framework => framework.controls)
    const count = (start: string) => Number(xpath(`count(//skipped[starts-with(@message, "${start}: ")])`))
    assert.equal(
      count('open question'),
      controls.filter(({question, status}) => status === 'manual' && question !== undefined).length,
    )
    assert.equal(
      count('not applicable'),
      summary['not-applicable'] + controls.filter(({status}) => status === 'not-applicable').length,
    )
    assert.equal(xpath('count(//skipped[not(@message)])'), '0')
    console.log(`      ${count('open question')} open questions, ${count('not applicable')} that don't apply`)
  })

  it('counts in each suite what the suite says', () => {
    for (const [attribute, child] of [
      ['tests', ''],
      ['failures', '[failure]'],
      ['errors', '[error]'],
      ['skipped', '[skipped]'],
    ] as const)
      assert.equal(xpath(`count(//testsuite[@${attribute} != count(testcase${child})])`), '0', attribute)
  })
})
