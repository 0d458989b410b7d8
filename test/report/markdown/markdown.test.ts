import assert from 'node:assert/strict'

import {marked} from 'marked'

import {HOSTILE} from '../../fixtures/hostile.js'
import {crosswalkReport, decidedReport, hostileReport, hostileWords, rendered, sampleReport} from '../rendering.js'
import {controlOf, failingObservation, frameworkOf, observationOf, reportOf} from '../terminal/support.js'

/** The HTML, without comments, which show nothing. */
const html = (text: string) => marked.parse(text, {async: false}).replaceAll(/<!--.*?-->/g, '')

describe('Markdown', () => {
  it('fits a comment, and counts what it leaves out', async () => {
    const observations = Array.from({length: 400}, (_, index) =>
      failingObservation('n'.repeat(900), {check: `check-${index}`, severity: index === 399 ? 'critical' : 'low'}),
    )
    const own = frameworkOf(
      Array.from({length: 300}, (_, index) => controlOf({id: String(index), question: 'why '.repeat(100)})),
    )
    for (const of of [
      reportOf(observations, {frameworks: [own]}),
      sampleReport(),
      hostileWords(),
      await hostileReport(),
    ]) {
      const text = await rendered('markdown', of)
      assert.ok(Buffer.byteLength(text) <= 65_536, String(Buffer.byteLength(text)))
      const shown = text.match(/^\*\*\w+: /gm)?.length ?? 0
      const left = [...text.matchAll(/^\*(\d+) more (?:(?:failing )?check|cause)s?/gm)].reduce(
        (sum, [, count]) => sum + Number(count),
        0,
      )
      const heads = [...text.matchAll(/^### (?:What is wrong|What could not be determined|Waived) \((\d+)\)/gm)].reduce(
        (sum, [, count]) => sum + Number(count),
        0,
      )
      assert.equal(shown + left, heads)
    }

    const text = await rendered('markdown', reportOf(observations, {frameworks: [own]}))
    assert.match(text, /### What is wrong \(400\)\n\n\*\*critical: /)
    assert.match(text, /\*\d+ more failing checks not shown, to fit; the other formats list all\.\*/)
    assert.match(text, /### What needs a person \(300\)/)
  })

  it('turns no name into markup, a link, a picture, a mention or HTML', async () => {
    const links = [
      '[a](https://evil.example.com)',
      '![a](https://evil.example.com/a.png)',
      '@everyone',
      'https://evil.example.com',
      'www.evil.example.com',
      '`a` <b>x</b>',
      '``',
      '` `',
      'a|b',
      '<!-- x',
      '&lt;img&gt;',
    ]
    const words = [...Object.values(HOSTILE), ...links]
    for (const name of words) {
      const own = frameworkOf([controlOf({id: name, question: name, reason: name, title: name})], {
        title: name,
        version: name,
      })
      const of = reportOf(
        [
          {
            ...failingObservation(name, {
              because: [{field: name, must: {const: name}, value: name}],
              remediation: {commands: [name], text: name},
              title: name,
            }),
            check: name,
          },
        ],
        {
          exit: {code: 1, reason: name},
          frameworks: [own],
          notices: [{id: 'own', text: name}],
          scope: {apps: [], kind: 'app', name},
        },
      )
      const shown = html(await rendered('markdown', of))
      const tags = new Set([...shown.matchAll(/<\/?([a-z][a-z0-9]*)/gi)].map(([, tag]) => tag))
      for (const tag of tags)
        assert.ok(
          ['h2', 'h3', 'p', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'ul', 'li', 'code', 'strong', 'em'].includes(
            tag ?? '',
          ),
          `${name}: ${tag ?? ''}`,
        )
      const outside = shown.replaceAll(/<code>.*?<\/code>/gs, '')
      assert.doesNotMatch(outside.replaceAll(/<[^>]*>/g, ''), /^.*\bon(?:error|load)=.*<img/)
    }
  })

  it('breaks mentions and addresses outside of code', async () => {
    const text = await rendered(
      'markdown',
      reportOf([], {
        notices: [{id: 'own', text: '@acme/security see https://evil.example.com or www.evil.example.com'}],
      }),
    )
    assert.match(text, /@<!-- -->acme\/security see https:<!-- -->\/\/evil\.example\.com or www<!-- -->\.evil/)
  })

  it('states waivers and answers', async () => {
    const text = await rendered('markdown', decidedReport())
    assert.match(text, /### Waived \(1\)/)
    assert.match(text, /waived by cto@<!-- -->example\.com on 2026-11-01 until 2026-12-31/)
    assert.match(text, /Declared out of scope of PCI DSS: brochure by lead@<!-- -->example\.com on 2026-10-01, blog/)
    assert.match(text, /### Other controls that fail \(1\)\n\n- PCI DSS 4: .*answered no by lead/)
  })

  it('says what else settles a question, from when it is enforced, and what may hold too', async () => {
    const text = await rendered('markdown', crosswalkReport())
    assert.match(
      text,
      /^- \*\*Questions:\*\* 1 of 8 questions answered, 7 open \(4 to answer, since one answer can settle several\); /m,
    )
    assert.match(text, /^- PCI DSS 1\.1: Title of 1\.1: Is 1\.1 so\? \(a yes to own-1\.0 AC-1 answers it too\)$/m)
    assert.match(
      text,
      new RegExp(
        String.raw`\n- PCI DSS 1\.6: Someone answers \(enforced from 2027-10-01\): Is it enforced\?\n  - ann@<!-- -->` +
          String.raw`example\.com answered yes to nist-800-53r5 AC-2 on 2026-05-01: does it hold here too\?\n  - ann`,
      ),
    )
    assert.doesNotMatch(await rendered('markdown', decidedReport()), /to answer, since/)
    const long = reportOf([], {
      frameworks: [frameworkOf([controlOf({question: `Is it ${'so, '.repeat(500)}or not?`})])],
    })
    assert.match(await rendered('markdown', long), /or not\?$/m)
  })

  it('gives each fix with its own commands and effects', async () => {
    const fix = (app: string, text: string, effects?: readonly string[]) =>
      failingObservation(app, {remediation: {commands: [`heroku ps -a ${app}`], text, ...(effects ? {effects} : {})}})
    const text = await rendered(
      'markdown',
      reportOf([fix('a', 'Do this.', ['Restarts dynos.']), fix('b', 'Do that.'), fix('c', 'Do this.')]),
    )
    assert.match(
      text,
      /\nDo this\. Effect: Restarts dynos\.\n- `heroku ps -a a`\n- `heroku ps -a c`\n\nDo that\.\n- `heroku ps -a b`\n/,
    )
  })

  it('names the scope and the verdict first', async () => {
    assert.match(
      await rendered('markdown', sampleReport(['pci'])),
      new RegExp(
        String.raw`^## Not ready: \d+ failures \([^\n]*: sample\n\nExit code 1: \d+ failures of ` +
          String.raw`severity high or worse\. Assessed: 9 apps against PCI DSS 4\.0\.1\.(?: \d+ questions open: ` +
          String.raw`\d+ to answer, since one answer can settle several\.)?\n`,
      ),
    )
  })

  it('is no approval where failures are only counted', async () => {
    const controls = [{control: '1', framework: 'pci-dss-4.0.1'}]
    const own = reportOf([failingObservation('a', {controls}), failingObservation('b', {controls})], {
      exit: {code: 0, reason: 'failures do not count'},
      frameworks: [frameworkOf([controlOf({checks: ['apps-belong-to-a-team'], id: '1', status: 'fail'})])],
    })
    const [head = ''] = (await rendered('markdown', own)).split('\n')
    assert.match(head, /^## 2 failures \(2 \w+\) that don't fail this run: /)
    const text = await rendered('markdown', own)
    assert.match(text, /\n- \*\*Checks:\*\* 0 hold, 2 fail \(2 \w+\), 0 unknown\n\n\| observations/)
    assert.match(text, /\n- app `b`: [^\n]*\n\nViolates: PCI DSS 1\.\n/)
  })

  it('groups what is unknown by its cause, with what would help', async () => {
    const gaps = [{field: 'hasTeam', path: '/apps/x', reason: 'forbidden'}] as const
    const unknown = (check: string, name: string) =>
      observationOf({check, gaps, severity: check === 'first' ? 'high' : 'low', subject: {name}, verdict: 'unknown'})
    const text = await rendered(
      'markdown',
      reportOf([unknown('second', 'x'), unknown('first', 'x'), unknown('first', 'y')], {
        gaps: [{needs: 'membership of the team', path: '/apps/x', reason: 'forbidden', status: 403}],
      }),
    )
    assert.match(
      text,
      new RegExp(
        String.raw`### What could not be determined \(1\)\n\n\*\*high: [^\n]*\(403\)\*\* \(3 observations\)\n\n` +
          String.raw`Needed: membership of the team\n\nRequests: ./apps/x.\n\n` +
          String.raw`- [^\n]* \(.first.\): .x., .y.\n- [^\n]* \(.second.\): `,
      ),
    )
  })

  it('says what to type next where a command made the report', async () => {
    const own = crosswalkReport()
    const invocation = {args: ['--app', 'a'], command: 'compliance:check'}
    const text = await rendered('markdown', own, {invocation})
    assert.match(
      text,
      new RegExp(
        String.raw`\n\*\*Next\*\*\n\n- .heroku compliance:review --app a.: answer 4 questions\n` +
          String.raw`- .heroku compliance:check --app a --output report\.html.: a page to share\n`,
      ),
    )
    assert.doesNotMatch(await rendered('markdown', own), /\*\*Next\*\*/)
  })

  it('lists at most 25 subjects of a check', async () => {
    const failures = Array.from({length: 27}, (_, index) => failingObservation(`app-${index}`))
    const text = await rendered('markdown', reportOf(failures))
    assert.equal(text.match(/^- app `app-/gm)?.length, 25)
    assert.match(text, /^- and 2 more$/m)
  })
})
