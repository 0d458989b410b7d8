import assert from 'node:assert/strict'

import {terminal} from '../../../src/report/terminal/terminal.js'
import {
  controlOf,
  renderOptions,
  failingObservation,
  terminalOnOneLine,
  frameworkOf,
  terminalLines,
  reportOf,
  observationOf,
} from './support.js'

const controls = (framework: string, ...ids: readonly string[]) => ids.map(id => ({control: id, framework}))
const many = (n: number) => Array.from({length: n}, (_, i) => failingObservation(`app-${String(i).padStart(2, '0')}`))
const count = (text: string, part: string) => text.split(part).length - 1

describe('failures', () => {
  it('says what fails, where, what was seen and expected, and how to fix it', () => {
    const text = terminalOnOneLine(reportOf([failingObservation('pay-web')]))
    assert.match(text, /WHAT IS WRONG: 1 check fails, worst first\./)
    assert.match(text, /FAIL medium The app does not belong to a team pay-web - team: no \(expected: yes\)/)
    assert.match(
      text,
      new RegExp(
        String.raw`Fix: Transfer the app to a team\. heroku apps:transfer TEAM -a pay-web ` +
          String.raw`https:\/\/devcenter\.heroku\.com\/articles\/transferring-apps`,
      ),
    )
  })

  it('shows each failing check once, however many subjects and controls it has', () => {
    const all = many(3).map(observation => ({
      ...observation,
      controls: [...controls('pci-dss-4.0.1', '1.1', '1.2'), ...controls('cjis-6.0', 'AC-2')],
    }))
    const both = [
      frameworkOf([controlOf({id: '1.1'})]),
      frameworkOf([controlOf({id: 'AC-2'})], {id: 'cjis-6.0', title: 'CJIS Security Policy'}),
    ]
    for (const view of ['findings', 'matrix'] as const) {
      assert.equal(
        count(terminal(reportOf(all, {frameworks: both}), renderOptions({view})), 'The app does not belong to a team'),
        1,
      )
    }
  })

  it('puts the most severe first, then what most subjects fail', () => {
    const all = [
      failingObservation('a', {check: 'one', severity: 'high', failureTitle: 'one is not well', title: 'one is well'}),
      failingObservation('a', {
        check: 'two',
        severity: 'critical',
        failureTitle: 'two is not well',
        title: 'two is well',
      }),
      failingObservation('a', {
        check: 'zero',
        severity: 'high',
        failureTitle: 'zero is not well',
        title: 'zero is well',
      }),
      failingObservation('b', {
        check: 'zero',
        severity: 'high',
        failureTitle: 'zero is not well',
        title: 'zero is well',
      }),
      failingObservation('a', {check: 'low', severity: 'low', failureTitle: 'low is not well', title: 'low is well'}),
    ]
    assert.deepEqual(
      terminalLines(reportOf(all)).filter(line => line.startsWith('FAIL')),
      [
        'FAIL  critical  Two is not well',
        'FAIL  high  Zero is not well',
        'FAIL  high  One is not well',
        'FAIL  low  Low is not well',
      ],
    )
  })

  it('groups subjects with the same value', () => {
    const left = (app: string, value: number) =>
      failingObservation(app, {because: [{field: 'daysLeft', must: {minimum: 14}, value}]})
    assert.match(
      terminalOnOneLine(reportOf([left('a', 9), left('b', -12), left('c', 9)])),
      /a, c - expires in 9 days \(expected: at least 14 days\) b - expired 12 days ago/,
    )
  })

  it('shortens a long list of subjects and says how many are not shown', () => {
    assert.match(
      terminalOnOneLine(reportOf(many(20))),
      /app-07 - team: no \(expected: yes\) and 12 more \(--json lists all\)/,
    )
    assert.doesNotMatch(terminalOnOneLine(reportOf(many(20))), /app-08/)
    assert.match(terminalOnOneLine(reportOf(many(9))), /app-08 - team: no/)
    assert.doesNotMatch(terminalOnOneLine(reportOf(many(9))), /more \(/)
  })

  it('names the controls that a failure violates, by framework', () => {
    const both = [frameworkOf([]), frameworkOf([], {id: 'cjis-6.0', title: 'CJIS Security Policy'})]
    const breaks = (...ids: readonly string[]) =>
      terminalOnOneLine(
        reportOf(
          [
            failingObservation('a', {
              controls: [...controls('pci-dss-4.0.1', ...ids), ...controls('cjis-6.0', 'AC-2')],
            }),
          ],
          {
            frameworks: both,
          },
        ),
      )
    assert.match(
      breaks('GATE-PCI-3', '1.4.4', '2.1', '2.2', '2.3'),
      /Violates: PCI DSS GATE-PCI-3, 1\.4\.4, 2\.1 \+2; CJIS Security Policy AC-2/,
    )
    assert.match(breaks('1', '2', '3', '4'), /Violates: PCI DSS 1, 2, 3, 4; CJIS/)
  })

  it('says what a failure means that violates nothing', () => {
    const inside = frameworkOf([
      controlOf({boundary: ['apps-belong-to-a-team'], kind: 'inherited'}),
      controlOf({boundary: ['apps-belong-to-a-team'], id: '1.2', kind: 'inherited'}),
    ])
    assert.match(
      terminalOnOneLine(reportOf([failingObservation('a', {controls: []})], {frameworks: [inside]})),
      new RegExp(
        String.raw`WORTH A LOOK: 1 check fails but violates no control. This doesn't fail the run\. ` +
          String.raw`.*Takes 2 inherited controls out of the certified boundary`,
      ),
    )
    assert.match(
      terminalOnOneLine(reportOf([failingObservation('a')])),
      /Violates: no control of the chosen frameworks/,
    )
  })

  it('puts each command unbroken on a line of its own, however narrow the terminal', () => {
    const long = 'x'.repeat(60)
    const command = `heroku spaces:create NEW-SPACE --team TEAM --shield --log-drain-url https://DRAIN ${long}`
    const all = terminalLines(
      reportOf([failingObservation('a', {remediation: {commands: [command, 'heroku ps'], text: 'Do.'}})]),
      {
        columns: 40,
      },
    )
    assert.ok(all.includes(`      ${command}`))
    assert.ok(all.includes('      heroku ps'))
  })

  it('gives each command once, and says where those for other subjects are', () => {
    const shared = (app: string) =>
      failingObservation(app, {
        remediation: {commands: [`heroku addons:info ${app}`, 'heroku addons:detach X'], text: 'Do.'},
      })
    const few = terminalLines(reportOf([shared('a'), shared('b')]))
    assert.deepEqual(
      few.filter(line => line.startsWith('      heroku ')),
      ['      heroku addons:info a', '      heroku addons:info b', '      heroku addons:detach X'],
    )
    const text = terminalOnOneLine(reportOf(many(7)))
    assert.match(
      text,
      /heroku apps:transfer TEAM -a app-00 and similar for 6 other subjects \(--json has the commands\)/,
    )
    assert.doesNotMatch(text, /-a app-01/)
  })

  it('shows only commands that are exactly what would be run', () => {
    const all = [failingObservation('a', {remediation: {commands: ['heroku ps -a a\nb', 'heroku info'], text: 'Do.'}})]
    assert.match(terminalOnOneLine(reportOf(all)), /heroku info 1 command with a name that can't be displayed/)
    assert.doesNotMatch(terminalOnOneLine(reportOf(all)), /heroku ps/)
  })

  it('explains capitals only if a command has some', () => {
    assert.match(terminalOnOneLine(reportOf(many(1))), /Replace the words in CAPITALS in commands\./)
    assert.doesNotMatch(
      terminalOnOneLine(
        reportOf([failingObservation('a', {remediation: {commands: ['heroku ps -a a'], text: 'Do.'}})]),
      ),
      /CAPITALS/,
    )
  })

  it('indents what belongs to a failure, and wrapped lines further', () => {
    const all = terminalLines(
      reportOf([failingObservation('a', {remediation: {text: 'One two three four five six seven eight nine ten.'}})]),
      {columns: 40},
    )
    const from = all.findIndex(line => line.startsWith('  Fix:'))
    assert.deepEqual(all.slice(from, from + 2), ['  Fix: One two three four five six seven', '    eight nine ten.'])
  })

  it('says what a fix costs or interrupts', () => {
    const all = [failingObservation('a', {remediation: {effects: ['Restarts.', 'Costs more.'], text: 'Do.'}})]
    assert.match(terminalOnOneLine(reportOf(all)), /Fix: Do\. Effect: Restarts\. Costs more\./)
    assert.doesNotMatch(terminalOnOneLine(reportOf([failingObservation('a')])), /Effect/)
  })

  it('gives each fix with its own commands, up to three of one check', () => {
    const fix = (app: string, text: string) =>
      failingObservation(app, {remediation: {commands: [`heroku ps -a ${app}`], text}})
    const all = [fix('a', 'Do this.'), fix('b', 'Do that.'), fix('c', 'Do this.')]
    assert.match(
      terminalOnOneLine(reportOf(all)),
      /Fix: Do this\. heroku ps -a a heroku ps -a c Fix: Do that\. heroku ps -a b/,
    )
    assert.doesNotMatch(terminalOnOneLine(reportOf(all)), /other fixes/)
    const more = terminalOnOneLine(reportOf([...all, fix('d', 'Go.'), fix('e', 'Stay.'), fix('f', 'Wait.')]))
    assert.match(more, /Fix: Go\. heroku ps -a d and other fixes for 2 other subjects \(--json has them\)/)
    assert.doesNotMatch(more, /Stay|Wait/)
  })

  it('gives the commands of up to six subjects', () => {
    const text = terminalOnOneLine(reportOf(many(6)))
    assert.match(text, /-a app-05/)
    assert.doesNotMatch(text, /and the like/)
  })

  it('counts the checks that fail', () => {
    assert.match(
      terminalOnOneLine(
        reportOf([
          failingObservation('a'),
          failingObservation('b', {check: 'x', failureTitle: 'x is not well', title: 'x is well'}),
        ]),
      ),
      /WHAT IS WRONG: 2 checks fail, worst first\./,
    )
  })

  it("names only the subject if the report doesn't say why", () => {
    assert.match(
      terminalOnOneLine(reportOf([failingObservation('a', {because: []})])),
      /does not belong to a team a Violates:/,
    )
  })

  it('colors the verdict, severities, names and commands', () => {
    const red = (text: string) => `\u001B[1;31m${text}\u001B[0m`
    const cyan = (text: string) => text.replaceAll(/\S+/g, word => `\u001B[36m${word}\u001B[0m`)
    const bold = (text: string) => text.replaceAll(/\S+/g, word => `\u001B[1m${word}\u001B[0m`)
    const all = terminalLines(
      reportOf([
        failingObservation('a', {severity: 'critical'}),
        failingObservation('b', {check: 'x', severity: 'high', failureTitle: 'x is not well', title: 'x is well'}),
      ]),
      {color: true},
    )
    assert.ok(all.includes(`${red('FAIL')}  ${red('critical')}  ${bold('The app does not belong to a team')}`))
    assert.ok(all.includes(`${red('FAIL')}  \u001B[31mhigh\u001B[0m  ${bold('X is not well')}`))
    assert.ok(all.includes(`  ${cyan('a')} - team: no (expected: yes)`))
    assert.ok(all.includes(`      ${cyan('heroku apps:transfer TEAM -a a')}`))
    assert.ok(all.some(line => line.startsWith(bold('WHAT IS WRONG:'))))
  })

  it('is left out if nothing fails', () => {
    assert.doesNotMatch(terminalOnOneLine(reportOf([observationOf()])), /WHAT IS WRONG|FAIL {2}/)
  })
})
