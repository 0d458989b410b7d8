import assert from 'node:assert/strict'

import type {ChangeDiff} from '../../../src/model/comparison.js'
import type {HerokuCommand} from '../../../src/model/heroku-command.js'

import {selectCatalog} from '../../../src/catalog/select-frameworks.js'
import {applySteps, commandStep} from '../../../src/changes/apply.js'
import {assessPrediction} from '../../../src/changes/assess-change.js'
import {changeDocument, changeKey} from '../../../src/changes/change-document.js'
import {endContract} from '../../../src/changes/contract-ends.js'
import {changeMarkdown} from '../../../src/report/comparison/change-markdown.js'
import {changeTerminal} from '../../../src/report/comparison/change-terminal.js'
import {changeHeadline, changeReason} from '../../../src/report/comparison/change-text.js'
import {comparisonFormats} from '../../../src/report/comparison/comparison-formats.js'
import {displayWidth} from '../../../src/report/terminal/layout.js'
import {loadSample} from '../../../src/snapshot/load-snapshots.js'
import {herokuCommand} from '../../helpers/commands.js'

const attach = 'heroku addons:attach citation-pay-db --app badge-demo'

async function changeOf(lines: readonly string[], contractEnds = false): Promise<ChangeDiff> {
  const snapshot = loadSample()
  const commands: HerokuCommand[] = await Promise.all(lines.map(line => herokuCommand(line)))
  const steps = [...(contractEnds ? [endContract] : []), ...commands.map(command => commandStep(command))]
  const assessment = assessPrediction(snapshot, applySteps(snapshot, steps), await selectCatalog(['baseline', 'pci']), {
    allowUnknown: false,
    failOn: 'high',
    scopeKind: 'sample',
    version: '0.0.0',
  })
  return changeDocument(assessment, {
    causeOf: change => (changeKey(change).includes('boundary') && lines.length > 1 ? 1 : undefined),
    commands: lines,
    contractEnds,
    version: '0.0.0',
  })
}

const screen = (diff: ChangeDiff, options: Partial<Parameters<typeof changeTerminal>[1]> = {}) =>
  changeTerminal(diff, {color: false, columns: 80, ...options})
const onOneLine = (text: string) => text.replaceAll(/\s+/g, ' ').trim()

describe('a planned change', () => {
  it('is one screen of eighty columns', async () => {
    const shown = screen(await changeOf([attach]), {nextSteps: [{about: 'how it stands now', command: 'heroku x'}]})
    assert.equal(
      shown,
      `heroku addons:attach citation-pay-db --app badge-demo (not run)
The sample as of 2026-11-20 12:00 UTC, 9 apps, against Good practice on Heroku
  1, PCI DSS 4.0.1

✗ Would get worse: 2 new failures (1 high, 1 medium).

high      The data service is shared across boundaries: citation-pay-db of
          citation-pay (Good practice on Heroku BASELINE-37)
medium    The app borrows a database without its own credential:
          badge-demo/DATABASE (Good practice on Heroku BASELINE-37)

? Can't be known before it is done: nothing

Next
  heroku x  how it stands now
`,
    )
  })

  it('says what no longer applies, and what is open', async () => {
    const shown = onOneLine(screen(await changeOf([], true)))
    assert.match(shown, /^As if the Enterprise contract had ended The sample/)
    assert.match(shown, /✓ Would no longer apply: medium The member signs in through the identity provider: quillgate/)
    assert.match(shown, /\? Can't be known before it is done: critical The member uses multi-factor authentication: /)
  })

  it('says which of several commands it comes with', async () => {
    const diff = await changeOf([attach, 'heroku maintenance:on -a badge-demo'])
    const shown = onOneLine(screen(diff))
    assert.match(shown, /^1\. heroku addons:attach .* \(not run\) 2\. heroku maintenance:on -a badge-demo \(not run\)/)
    assert.match(shown, /BASELINE-37; by command 1\)/)
  })

  it('fits the screen, whatever it holds, and shows everything in full', async () => {
    const diff = await changeOf([], true)
    const [sample] = diff.newlyFailing
    assert.ok(sample)
    const many = Array.from({length: 60}, (_, index) => ({...sample, check: `check-${index}`, title: `T${index}`}))
    const controls = Array.from({length: 60}, (_, index) => ({
      control: `C${index}`,
      framework: 'pci',
      reason: '',
      severity: 'high' as const,
      status: 'fail' as const,
      title: 'A control',
      was: 'pass' as const,
    }))
    const large: ChangeDiff = {
      ...diff,
      change: {
        commands: Array.from({length: 60}, () => `heroku ${'x'.repeat(200)}`),
        missing: ['/a', '/b', '/c', '/d'],
        undetermined: diff.change.undetermined.flatMap(item =>
          many.map(({check}) => ({...item, check, title: 'a'.repeat(70)})),
        ),
        unseen: [],
      },
      newlyFailing: many,
      worseControls: controls,
    }
    for (const columns of [40, 80, 120]) {
      const lines = screen(large, {columns}).split('\n')
      assert.ok(columns < 80 || lines.length <= 41, `${lines.length} lines`)
      assert.ok(lines.every(line => displayWidth(line) <= columns || /x{30}|a{30}/.test(line)))
    }

    assert.match(
      onOneLine(screen(large)),
      /Controls that move: (?:pci C\d+ pass to fail,? ?)*(?:and )?\d+ more controls\./,
    )
    assert.match(screen(large), /…and \d+ more commands \(--full\)/)
    assert.match(onOneLine(screen(large)), /The snapshot lacks what the change needs: \/a, \/b, \/c and 1 more\./)
    assert.match(screen(large, {isFull: true}), /^60\. heroku$/m)
    assert.match(screen(large, {isFull: true}), /^NEWLY FAILING: 60/m)
    assert.match(screen(diff, {isAscii: true}), /^x Would get worse/m)
  })

  it('is a comment on a pull request', async () => {
    const markdown = changeMarkdown(await changeOf([attach], true))
    assert.match(markdown, /^## Would get worse: /)
    assert.match(markdown, /- `As if the Enterprise contract had ended`\n- `heroku addons:attach [^\n]*\(not run\)`\n/)
    assert.match(markdown, /### Newly failing \(\d+\)[^]*### Can't be known before it is done \(\d+\)[^]*### Fixed/)
  })

  it('is rendered by every format of a comparison', async () => {
    const diff = await changeOf([attach])
    const render = async (name: 'markdown' | 'terminal') =>
      (await comparisonFormats[name].load())(diff, {color: false, columns: 80})
    assert.match((await render('terminal')) as string, /\(not run\)/)
    assert.match((await render('markdown')) as string, /Nothing was run/)
  })

  it('says in its headline what comes of it', async () => {
    const diff = await changeOf([attach])
    const none: ChangeDiff = {...diff, newlyFailing: [], worse: false, worseControls: []}
    const open = {...none.change, undetermined: (await changeOf([], true)).change.undetermined}
    const [sample] = diff.newlyFailing
    assert.ok(sample)
    assert.equal(changeHeadline(none), 'Nothing that is checked would change')
    assert.equal(
      changeReason({...none, change: open}),
      "Nothing that is seen would get worse; 1 can't be known before it is done",
    )
    assert.equal(
      changeReason({...none, change: {...none.change, unseen: open.undetermined}}),
      "Nothing that is seen would get worse; 1 can't be seen",
    )
    assert.equal(changeHeadline({...none, fixed: [{...sample, now: 'pass'}]}), 'Would get better: 1 failure fixed')
    assert.equal(
      changeHeadline({...none, fixed: [{...sample, now: 'not-applicable'}]}),
      'Nothing that is checked would change',
    )
    assert.match(changeHeadline({...diff, worsened: [sample]}), /, 1 failure worse \(1 high\)/)
  })
})
