import assert from 'node:assert/strict'

import type {Workpapers} from '../../src/workpapers/workpapers.js'

import {createPalette} from '../../src/report/terminal/palette.js'
import {indexScreen} from '../../src/workpapers/index-screen.js'
import {emptyReport} from '../report/rendering.js'
import {paperInputs} from './support.js'

const entry = (name: string) => ({answers: [], bytes: 1, name, sha256: 'x', title: `Document ${name}`})
const cause = (what: string) => ({paths: ['/apps/web'], what, why: 'the API denied access (403)'})
const numbered = <T>(count: number, make: (name: string) => T): T[] =>
  Array.from({length: count}, (_, index) => make(`item-${index}`))
const screen = (papers: Workpapers, report = paperInputs().report): string =>
  indexScreen({output: 'papers', papers, report}, {columns: 80, nextSteps: [], paint: createPalette(false)})

describe('the screen after documents were written', () => {
  it('stays one screen however many documents and causes there are', () => {
    const text = screen({entries: numbered(60, entry), files: [], unseen: numbered(40, cause)})
    assert.ok(text.trimEnd().split('\n').length <= 36)
    assert.match(text, /^ {2}and 40 more; index\.md lists all$/m)
    assert.match(text, /^ {2}and 34 more; index\.md lists all$/m)
  })

  it('shows one more rather than a line that says so', () => {
    const text = screen({entries: numbered(21, entry), files: [], unseen: numbered(7, cause)})
    assert.doesNotMatch(text, /more; index\.md/)
  })

  it('shows the files of a diagram that is drawn by space as one for each format', () => {
    const ofDiagram = (name: string) => ({...entry(name), title: 'Network diagram'})
    const names = ['network.svg', 'network.mmd', 'network-vault.svg', 'network-vault.mmd', 'network-keep.svg']
    const text = screen({entries: names.map(ofDiagram), files: [], unseen: []})
    assert.match(
      text,
      /^ {2}network\.svg and 2 more +Network diagram\n {2}network\.mmd and 1 more +Network diagram\n\n/m,
    )
  })

  it('says so where there is no framework', () => {
    assert.match(screen({entries: [], files: [], unseen: []}, emptyReport()), /for no framework$/m)
  })

  it('holds nothing that controls a terminal', () => {
    const text = screen({entries: [], files: [], unseen: [cause('\u001B[31mred\nPASS')]})
    assert.ok(!text.includes('\u001B') && !/^PASS/m.test(text))
  })
})
