import assert from 'node:assert/strict'
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {gzipSync} from 'node:zlib'

import type {ReadAuditEvent} from '../../src/model/audit-trail.js'

import {readAuditTrail} from '../../src/parsing/audit-trail.js'
import {UserError} from '../../src/foundation/user-error.js'

const event = (more: Record<string, unknown> = {}) => ({
  action: 'create',
  actor: {email: 'ann@example.com', id: 'a1'},
  app: {id: 'app-1', name: 'pay-web'},
  created_at: '2026-06-03T10:00:00Z',
  id: 'e1',
  request: {ip_address: '203.0.113.7'},
  team: {id: 't1', name: 'acme'},
  type: 'domain',
  ...more,
})

describe('readAuditTrail', () => {
  let folder: string
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'trail-'))
  })
  after(() => rmSync(folder, {recursive: true}))

  async function read(content: Uint8Array | string) {
    const file = path.join(folder, 'trail.json')
    writeFileSync(file, content)
    const events: ReadAuditEvent[] = []
    const {file: name, ...summary} = await readAuditTrail(file, one => events.push(one))
    assert.equal(name, file)
    return {events, summary}
  }

  const reject = (content: Uint8Array | string, expected: RegExp) =>
    assert.rejects(read(content), error => {
      assert.ok(error instanceof UserError)
      assert.match(error.message, expected)
      assert.match(error.hint, /heroku enterprise:audits:export/)
      return true
    })

  it('reads the archive, a list and lines, compressed or not', async () => {
    const later = event({created_at: '2026-06-01T00:00:00Z', id: 'e2'})
    const forms = [
      JSON.stringify({entries: [event(), later]}),
      JSON.stringify([event(), later]),
      `\uFEFF${JSON.stringify(event())}\n${JSON.stringify(later)}\n`,
    ]
    for (const form of [...forms, ...forms.map(text => gzipSync(text))]) {
      const {events, summary} = await read(form)
      assert.deepEqual(
        events.map(one => one.event.id),
        ['e1', 'e2'],
      )
      assert.deepEqual(summary, {events: 2, first: '2026-06-01T00:00:00Z', last: '2026-06-03T10:00:00Z'})
    }

    assert.deepEqual(await read('{"entries": []}'), {events: [], summary: {events: 0}})
  })

  it('keeps who did what, when, from where and where', async () => {
    const {events} = await read(JSON.stringify([event({data: {hostname: 'pay.example.com'}})]))
    assert.deepEqual(events, [
      {
        event: {
          action: 'domain.create',
          app: {id: 'app-1', name: 'pay-web'},
          at: '2026-06-03T10:00:00Z',
          by: 'ann@example.com',
          from: '203.0.113.7',
          id: 'e1',
          team: {id: 't1', name: 'acme'},
        },
        mentions: ['pay.example.com'],
      },
    ])
  })

  it('takes the id of an actor without an address, and leaves out what is missing', async () => {
    const bare = {action: 'update', app: {}, created_at: '2026-06-03T10:00:00Z', team: {name: 'acme'}, type: 'team'}
    const {events} = await read(
      JSON.stringify([
        {...bare, actor: {id: 'a1'}},
        {...bare, team: {id: 't1'}, request: 1},
      ]),
    )
    assert.deepEqual(
      events.map(one => one.event),
      [
        {action: 'team.update', at: bare.created_at, by: 'a1', team: {name: 'acme'}},
        {action: 'team.update', at: bare.created_at, team: {id: 't1'}},
      ],
    )
  })

  it('takes only names from data, none of config vars and none that are deep, long or many', async () => {
    const data = {
      addon: {config: {token: 'canary-token'}, id: 'addon-1', name: 'pay-db'},
      deep: {deeper: {still: {name: 'too-deep'}}},
      name: 'x'.repeat(300),
      password: 'canary-password',
      user_email: 'bob@example.com',
      value: 'canary-value',
    }
    const many = Object.fromEntries(Array.from({length: 150}, (_, index) => [`n${index}_name`, `m${index}`]))
    const {events} = await read(
      JSON.stringify([
        event({data}),
        event({data: {name: 'canary-config', value: 'x'}, type: 'config_change'}),
        event({data: {name: 'canary-config'}, type: 'heroku_config_change'}),
        event({data: many}),
        event({data: null}),
      ]),
    )
    assert.deepEqual(
      events.map(({mentions}) => mentions),
      [['addon-1', 'pay-db', 'bob@example.com'], [], [], Array.from({length: 100}, (_, index) => `m${index}`), []],
    )
    assert.doesNotMatch(JSON.stringify(events), /canary/)
  })

  it('says which event is wrong, and on which line', async () => {
    await reject(`[${JSON.stringify(event())},\n{"a": tru}]`, /event 2, on line 2, is not valid JSON: .*unexpected/)
    for (const key of ['created_at', 'type', 'action'])
      await reject(JSON.stringify([event({[key]: undefined})]), new RegExp(`event 1, on line 1 has no ${key}\\.$`))
    await reject(JSON.stringify([event({created_at: 'soon'})]), /event 1, on line 1 has no date and time/)
    await reject(JSON.stringify([event({type: 5})]), /has no type/)
    await reject('[[1]]', /event 1, on line 1 is not an object/)
    await reject('{"reportVersion": 1}', /event 1, on line 1 has no created_at/)
    await reject('', /is not an audit trail: it is empty, on line 1/)
  })

  it('says what is wrong with the file', async () => {
    const packed = gzipSync(JSON.stringify([event()]))
    await reject(packed.subarray(0, 40), /its compressed data is damaged or cut off/)
    await reject(Buffer.from([0x5b, 0xff, 0x5d]), /it is not UTF-8/)
    await reject(Buffer.from([0x5b, 0x5d, 0xe2]), /it is not UTF-8/)
    const missing = path.join(folder, 'missing.json')
    await assert.rejects(
      readAuditTrail(missing, () => undefined),
      /missing\.json cannot be read: there is no such file/,
    )
    mkdirSync(path.join(folder, 'sub'))
    await assert.rejects(
      readAuditTrail(path.join(folder, 'sub'), () => undefined),
      /it is a folder/,
    )
  })
})
