import assert from 'node:assert/strict'

import type {Observation} from '../../src/model/observation.js'
import type {Report} from '../../src/model/report.js'

import {listedTool} from '../../src/mcp/call-tool.js'
import {tools} from '../../src/mcp/tools.js'
import {countsAs, isBreach} from '../../src/model/observation.js'
import {severities} from '../../src/model/framework.js'
import {verdictText} from '../../src/report/text/verdict-text.js'
import {loadSample} from '../../src/snapshot/load-snapshots.js'
import {allItems, call, checkCounts, itemsOf, refusal, reportOn, resultOf, sourceOf} from './support.js'

const report = reportOn(loadSample())
const source = sourceOf(report)

/** The report with a waiver on its first failure, an answer to no question, and a framework less. */
function withWaiver(isChosen: (observation: Observation) => boolean = isBreach): Report {
  const first = report.observations.find(isChosen) ?? assert.fail()
  const waiver = {approvedBy: 'Bea', by: 'Al', expires: '2027-01-01', reason: 'a pilot'}
  return {...report, observations: report.observations.map(item => (item === first ? {...item, waiver} : item))}
}

describe('the tools', () => {
  it('say that they only read, that repeating them changes nothing, and that they reach nothing else', () => {
    for (const {annotations, description} of tools.map(listedTool)) {
      const {title, ...hints} = annotations as Readonly<Record<string, unknown>>
      assert.deepEqual(hints, {destructiveHint: false, idempotentHint: true, openWorldHint: false, readOnlyHint: true})
      assert.equal(typeof title, 'string')
      assert.match(String(description), /^[A-Z][^]*\.$/)
    }
  })

  it('are listed in no more bytes than an answer may have', () => {
    assert.ok(JSON.stringify(tools.map(listedTool)).length <= 10_240)
  })

  it('take only arguments that they know, in the types that they say', () => {
    for (const [name, given, message] of [
      ['failures', {severity: 'worst'}, '"severity" must be one of critical, high, medium, low.'],
      ['failures', {severity: 3}, '"severity" must be one of critical, high, medium, low.'],
      ['failures', {app: ''}, '"app" must be a text of 1 to 300 characters.'],
      ['failures', {app: 'a'.repeat(301)}, '"app" must be a text of 1 to 300 characters.'],
      ['failures', {offset: -1}, '"offset" must be a whole number of at least 0.'],
      ['failures', {offset: 1.5}, '"offset" must be a whole number of at least 0.'],
      ['failures', {offset: 64}, '"offset" must be less than 64, the number of items.'],
      ['unknowns', {cause: 0}, '"cause" must be a whole number of at least 1.'],
      ['unknowns', {cause: 99}, '"cause" must be from 1 to 16; without it, the causes are listed.'],
      ['explain', {}, '"id" must be a text of 1 to 300 characters.'],
      ['notices', {all: true}, 'notices takes offset, and nothing else.'],
      [
        'controls',
        {state: 'fail'},
        'controls takes check, framework, status, offset, and nothing else; did you mean "status"?',
      ],
      ['failures', {check: 'apps-have-log-drain'}, /no observation of a check with this id/],
      ['failures', {app: 'citation-pai'}, /no app of this name; list_resources names/],
      ['failures', {framework: 'pci'}, /not assessed against this framework; summary lists/],
      ['controls', {framework: 'pcii'}, /not assessed against this framework/],
      ['resource', {name: 'quill-desc'}, /no app, space or team of this name and kind/],
      ['resource', {kind: 'team', name: 'quill-desk'}, /no app, space or team of this name and kind/],
      ['explain', {id: 'postgres-is-sheild'}, /no check, control or framework with this id/],
    ] as const) {
      const {error = ''} = refusal(name, given, source)
      if (typeof message === 'string') assert.equal(error, message)
      else assert.match(error, message)
    }
  })

  it('suggest what may have been meant', () => {
    for (const [name, given, similar] of [
      ['failures', {app: 'citation-pai'}, ['citation-pay']],
      ['failures', {app: 'CITATION-PAY'}, ['citation-pay']],
      ['failures', {check: 'apps-have-log-drain'}, ['apps-have-a-log-drain']],
      ['controls', {framework: 'baselin'}, ['baseline']],
      ['controls', {framework: 'hipaa'}, ['baseline', 'heroku-sparc-2023-05']],
      ['resource', {name: 'quill-desc'}, ['quill-desk']],
      ['explain', {id: 'postgres-is-sheild'}, ['postgres-is-shield']],
    ] as const)
      assert.deepEqual(refusal(name, given, source).data, {account: {similar}})
  })

  it('answer the same, however often they are asked', () => {
    for (const {name} of tools) {
      const given = {explain: {id: 'pci'}, resource: {name: 'citation-pay'}}[name] ?? {}
      assert.deepEqual(resultOf(name, given, source), resultOf(name, given, source))
    }
  })
})

describe('summary', () => {
  const {data} = call('summary', {}, source)

  it('has the verdict and the counts of the report', () => {
    assert.equal(data['verdict'], verdictText(report).text)
    assert.deepEqual([data['exitCode'], data['exitReason']], [report.exit.code, report.exit.reason])
    assert.ok(report.summary.signals > 0)
    assert.deepEqual(data['checks'], checkCounts(report))
    assert.deepEqual([data['apps'], data['notices']], [report.scope.apps.length, report.notices.length])
    assert.deepEqual(data['questions'], {answered: 0, open: 53, toAnswer: 53, waitingForDocuments: 8})
  })

  it('has every framework by status, without those that no control has', () => {
    assert.deepEqual(
      itemsOf('summary', call('summary', {}, source)).map(({byStatus, framework}) => [framework, byStatus]),
      report.frameworks.map(({id, summary}) => [
        id,
        Object.fromEntries(Object.entries(summary).filter(([, count]) => count > 0)),
      ]),
    )
  })

  it('says how old the facts are', () => {
    assert.equal(data['factsAgeInDays'], 3)
    assert.equal(data['factsCollectedAt'], report.snapshot.collectedAt)
    assert.equal(data['assessedAsOf'], report.generatedAt)
    assert.equal(call('summary', {}, {...source, now: () => 0}).data['factsAgeInDays'], 0)
  })

  it('names the worst causes of what could not be seen, and a part as one', () => {
    const {couldNotBeSeen, part} = data['account'] as Readonly<Record<string, unknown>>
    assert.equal((couldNotBeSeen as unknown[]).length, 3)
    assert.deepEqual([part, data['unknownCauses']], [undefined, 16])
    const clean = {...report, gaps: [], observations: [], only: ['apps-*']}
    assert.deepEqual(call('summary', {}, sourceOf(clean)).data['account'], {
      part: 'Only a part was assessed: apps-*',
      scope: 'the snapshot',
    })
  })
})

describe('failures', () => {
  it('reaches each failure that violates a control exactly once, worst first', () => {
    const {items, pages} = allItems('failures', {}, source)
    const key = (check: unknown, account: unknown) => JSON.stringify([check, account])
    assert.equal(items.length, report.observations.filter(isBreach).length)
    assert.equal(new Set(items.map(({account, check}) => key(check, account))).size, items.length)
    const ranks = items.map(({severity}) => severities.findIndex(name => name === severity))
    assert.deepEqual(ranks, ranks.toSorted())
    assert.ok(pages > 2)
  })

  it('says what, where, how severe, which controls, and how a person fixes it', () => {
    const [first] = itemsOf('failures', call('failures', {check: 'certificates-are-not-expired'}, source))
    assert.deepEqual(first, {
      account: {
        app: 'citation-pay',
        commands: [
          'heroku certs:update CERT KEY -a citation-pay --name triassic-1907',
          'heroku certs:auto:enable -a citation-pay',
        ],
        seen: 'expired: yes (expected: no)',
        where: 'certificate triassic-1907 of citation-pay',
      },
      check: 'certificates-are-not-expired',
      effects: ["Automated Certificate Management costs nothing extra; Eco dynos don't have it."],
      fix: 'Replace the certificate, or let Heroku manage it.',
      severity: 'critical',
      title: 'The certificate has expired',
      violates: ['baseline: BASELINE-18', 'heroku-sparc-2023-05: DATA-ENCRYPTION-1'],
    })
  })

  it('is narrowed down by severity, app, check and framework', () => {
    const count = (given: object) => allItems('failures', {...given}, source).items.length
    const expected = (isMeant: (item: Report['observations'][number]) => boolean) =>
      report.observations.filter(item => isBreach(item) && isMeant(item)).length
    assert.equal(
      count({severity: 'high'}),
      expected(({severity}) => severity === 'high'),
    )
    assert.equal(
      count({app: 'fee-tables'}),
      expected(({subject}) => (subject.kind === 'app' ? subject.name : subject.app) === 'fee-tables'),
    )
    assert.equal(
      count({check: 'apps-have-a-log-drain'}),
      expected(({check}) => check === 'apps-have-a-log-drain'),
    )
    for (const framework of ['sparc', 'heroku-sparc-2023-05'])
      assert.equal(
        count({framework}),
        expected(({controls, signals = []}) =>
          [...controls, ...signals].some(ref => ref.framework === 'heroku-sparc-2023-05'),
        ),
      )
    assert.ok(count({framework: 'sparc'}) < count({}))
    assert.equal(count({app: 'fee-tables', severity: 'critical'}), 0)
  })

  it('counts signals and waived failures apart, and lists them where they are asked for', () => {
    const waived = sourceOf(withWaiver())
    const {counts} = call('failures', {}, waived).data
    assert.deepEqual(counts, {breach: 63, signal: 3, waived: 1})
    const [signal] = itemsOf('failures', call('failures', {kind: 'signal'}, waived))
    assert.ok(signal?.['signalFor'] && signal['violates'] === undefined)
    const [item, ...others] = itemsOf('failures', call('failures', {kind: 'waived'}, waived))
    assert.equal(item?.account?.['waiver'], 'a pilot; approved by Bea, asked for by Al, until 2027-01-01')
    assert.deepEqual(others, [])
  })

  it('lists what is unknown and waived with what is waived: no cause has it', () => {
    const waived = sourceOf(withWaiver(item => countsAs(item, 'unknown')))
    const [item] = itemsOf('failures', call('failures', {kind: 'waived'}, waived))
    assert.match(String(item?.['title']), /^Unknown whether /)
    assert.ok(item?.account?.['waiver'])
  })
})

describe('unknowns', () => {
  it('groups what is unknown by cause, with the permission that helps', () => {
    const {items} = allItems('unknowns', {}, source)
    assert.equal(
      items.reduce((sum, {observations}) => sum + Number(observations), 0),
      report.summary.unknown,
    )
    const needed = 'the role admin in the team, and a token of scope global'
    const team = items.find(({needs}) => needs === needed) ?? assert.fail()
    assert.match(String(team.account?.['title']), /^the team quillgate-labs can't be read in full/)
    assert.deepEqual(team.account?.['where'], [
      'team quillgate-labs',
      'the invitations of quillgate-labs',
      'the members of quillgate-labs',
    ])
  })

  it('lists everything that a cause leaves unknown', () => {
    const causes = allItems('unknowns', {}, source).items
    for (const {cause, observations} of causes)
      assert.equal(allItems('unknowns', {cause}, source).items.length, observations)
    const [first] = itemsOf('unknowns', call('unknowns', {cause: 1}, source))
    assert.equal(first?.['unknownWhether'], "the certificate hasn't expired")
    assert.match(String(first.account?.['missing']), /the app runs in quill-desk, but isn't visible/)
  })
})

describe('open_questions', () => {
  it('lists the controls that wait for a person, with the whole question or the documents', () => {
    const {items} = allItems('open_questions', {}, source)
    const manual = report.frameworks.flatMap(({controls}) => controls.filter(({status}) => status === 'manual'))
    assert.deepEqual(
      items.map(({control, question}) => [control, question]),
      manual.map(({id, question}) => [id, question]),
    )
    for (const {documents, question} of items) assert.ok(question !== undefined || documents !== undefined)
  })

  it('names the question that settles several controls', () => {
    const asked = reportOn(loadSample(), ['pci', 'soc2'])
    const {items} = allItems('open_questions', {framework: 'soc2'}, sourceOf(asked))
    assert.ok(items.some(({alsoAnsweredBy}) => typeof alsoAnsweredBy === 'string' && /^[\w.-]+: /.test(alsoAnsweredBy)))
    assert.deepEqual(new Set(items.map(({framework}) => framework)), new Set(['soc2-2017']))
  })
})

describe('controls', () => {
  it('has the status of each, as the report has it', () => {
    const statusOf = (controls: ReadonlyArray<Readonly<Record<string, unknown>>>, id: string) =>
      controls.map(control => [control[id], control['status']])
    for (const {controls, id} of report.frameworks)
      assert.deepEqual(
        statusOf(allItems('controls', {framework: id}, source).items, 'control'),
        statusOf(controls as never, 'id'),
      )
  })

  it('is narrowed down by status and by check', () => {
    const failed = allItems('controls', {framework: 'baseline', status: 'fail'}, source).items
    assert.equal(failed.length, report.frameworks[0]?.summary.fail)
    assert.match(String(failed[0]?.account?.['reason']), /^[\w-]+: \d+ failure/)
    const ofCheck = allItems('controls', {check: 'postgres-is-shield'}, source).items
    assert.deepEqual(
      ofCheck.map(({control}) => control),
      report.frameworks.flatMap(({controls}) =>
        controls
          .filter(({checks, signals = []}) => [...checks, ...signals].includes('postgres-is-shield'))
          .map(({id}) => id),
      ),
    )
    assert.ok(ofCheck.length > 0)
  })
})

describe('resources', () => {
  it('are listed with the verdicts on them and on what belongs to them', () => {
    const {items} = allItems('list_resources', {}, source)
    const named = (name: string) => items.find(({account}) => account?.['name'] === name)
    assert.deepEqual(named('citation-pay')?.['verdicts'], {fail: 5, unknown: 1, pass: 36, 'not-applicable': 42})
    assert.deepEqual([named('quill-vault')?.['kind'], named('quillgate')?.['kind']], ['space', 'team'])
    const apps = allItems('list_resources', {kind: 'app'}, sourceOf({...report, observations: []})).items
    assert.deepEqual(
      apps.map(({account, verdicts}) => [account?.['name'], verdicts]),
      report.scope.apps.map(name => [name, {}]),
    )
  })

  it('have the verdicts of the report, worst first', () => {
    const {items} = allItems('resource', {name: 'citation-pay'}, source)
    const own = report.observations.filter(
      ({subject}) => (subject.kind === 'app' ? subject.name : subject.app) === 'citation-pay',
    )
    const pairs = (list: readonly unknown[]) =>
      (list as ReadonlyArray<Readonly<Record<'check' | 'verdict', string>>>)
        .map(({check, verdict}) => `${check} ${verdict}`)
        .sort()
    assert.deepEqual(pairs(items), pairs(own))
    const order = ['fail', 'unknown', 'pass', 'not-applicable']
    const ranks = items.map(({verdict}) => order.indexOf(String(verdict)))
    assert.deepEqual(ranks, ranks.toSorted())
    assert.match(String(items.find(({verdict}) => verdict === 'unknown')?.['title']), /^Unknown whether /)
    assert.equal(items.at(-1)?.account?.['seen'], undefined)
  })

  it('are narrowed down by verdict and kind, and tell a waived failure from another', () => {
    const unknown = allItems('resource', {kind: 'space', name: 'quill-annex', verdict: 'unknown'}, source).items
    assert.equal(
      unknown.length,
      report.observations.filter(
        item =>
          countsAs(item, 'unknown') &&
          (item.subject.kind === 'space' ? item.subject.name : item.subject.space) === 'quill-annex',
      ).length,
    )
    const waived = sourceOf(withWaiver())
    const {account} = itemsOf('failures', call('failures', {kind: 'waived'}, waived))[0] ?? assert.fail()
    const name = account?.['app'] ?? account?.['team'] ?? account?.['space']
    const [item] = itemsOf('resource', call('resource', {name, verdict: 'waived'}, waived))
    assert.match(String(item?.account?.['seen']), /; waived /)
  })
})

describe('notices', () => {
  it('are those of the report', () => {
    assert.deepEqual(
      allItems('notices', {}, source).items.map(({account, id}) => [id, account?.['text']]),
      report.notices.map(({id, text}) => [id, text]),
    )
  })
})

describe('explain', () => {
  const textOf = (id: string) => {
    const {items, pages} = allItems('explain', {id}, source)
    return {pages, text: (items as readonly unknown[]).map(String).join('\n')}
  }

  it('says of a check, a control and a framework what compliance:controls says', () => {
    assert.match(textOf('postgres-is-shield').text, /^postgres-is-shield \(critical, of each attachment\)\n/)
    assert.match(textOf('pci:8.3.1').text, /^PCI DSS 4\.0\.1 8\.3\.1 [^]*\nQuestion\n/)
    assert.match(textOf('hipaa').text, /^HIPAA /)
    assert.match(textOf('PM-1').text, /PM-1/)
  })

  it('gives a long text in pages', () => {
    const {pages, text} = textOf('pci')
    assert.ok(pages > 1)
    assert.match(text, /\nSources\n/)
  })
})
