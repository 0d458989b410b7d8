import assert from 'node:assert/strict'

import type {AccessChoice, AccessRow} from '../../../src/review/access-ui/access-state.js'
import type {Key, Size} from '../../../src/review/screen-ui/screen-state.js'

import {UserError} from '../../../src/foundation/user-error.js'
import {createAccessLoop} from '../../../src/review/access-ui/access-loop.js'
import {displayWidth} from '../../../src/report/terminal/layout.js'
import {row, rows} from './support.js'

const size: Size = {columns: 80, rows: 30}
const named: Readonly<Record<string, Key>> = Object.fromEntries(
  (['down', 'up', 'enter', 'escape', 'back', 'pagedown', 'end', 'home', 'ctrl-n', 'ctrl-p'] as const).map(name => [
    name,
    {name, text: ''},
  ]),
)

interface Opened {
  readonly choices: AccessChoice[]
  readonly press: (...keys: readonly string[]) => Promise<void>
  readonly lines: (of?: Size) => string[]
  readonly text: (of?: Size) => string
  readonly isClosed: () => boolean
  readonly throwFailure: () => void
}

/** A screen of some rows, of which decisions are kept. */
function open(all: readonly AccessRow[] = rows, fail?: Error): Opened {
  let current = all
  let isClosed = false
  const choices: AccessChoice[] = []
  const earlier: Array<readonly AccessRow[]> = []
  const save = async (choice: AccessChoice) => {
    if (fail) throw fail
    choices.push(choice)
    earlier.push(current)
    const {action, ids, reason, role} = choice
    const decision = {action, by: 'ann@own.example', on: '2026-12-01', reason, role}
    current = current.map(each => (ids.includes(each.id) ? {...each, decision} : each))
    return current
  }

  const undo = async () => {
    if (fail) throw fail
    current = earlier.pop() ?? assert.fail()
    return current
  }

  const terminal = {
    close: () => {
      isClosed = true
    },
    hangUp() {},
    redraw() {},
  }
  const loop = createAccessLoop({rows: all, save, title: 'Access review: acme', undo}, terminal)
  const lines = (of: Size = size) => loop.frame(of).map(({text}) => text)
  return {
    choices,
    isClosed: () => isClosed,
    lines,
    async press(...keys) {
      for (const key of keys) await loop.press([named[key] ?? {text: key}], size)
    },
    text: of => lines(of).join('\n'),
    throwFailure: loop.throwFailure,
  }
}

const at = (opened: Opened) =>
  opened
    .lines()
    .find(line => line.startsWith('> '))
    ?.slice(2)
    .trim()

const usual = 'needed for the work'

describe('the screen of an access review', () => {
  it('lists who holds what under the place, and how much is decided', () => {
    const {lines} = open()
    assert.match(lines()[0] ?? '', /^Access review: acme +0 of 5 decided$/)
    assert.deepEqual(
      lines()
        .slice(2, 9)
        .map(line => line.slice(2).replaceAll(/ +/g, ' ')),
      [
        'team acme (0 of 3 decided)',
        '[ ] - ann@own.example admin no MFA',
        '[ ] - bob@own.example member left',
        '[ ] - cem@own.example member',
        'app pay (0 of 2 decided)',
        '[ ] - bob@own.example deploy',
        '[ ] - eve@vendor.example deploy external',
      ],
    )
  })

  it('says all about the line under the cursor, below the list or alone', async () => {
    const opened = open()
    await opened.press('down')
    assert.match(opened.text(), /---\nann@own.example: admin in team acme\n.*2026-11-01\.\nNobody decided yet\./)
    assert.doesNotMatch(opened.text({columns: 80, rows: 12}), /Nobody decided/)
    await opened.press('enter')
    assert.doesNotMatch(opened.text(), /bob@own/)
    await opened.press('escape')
    assert.match(opened.text(), /bob@own/)
  })

  it('keeps, removes and asks, with a reason, and goes on to the next line', async () => {
    const opened = open()
    await opened.press('down', 'k', 'enter', 'r', 'gone', 'enter', 'a', 'her boss', 'enter')
    assert.deepEqual(opened.choices, [
      {action: 'keep', ids: ['team acme ann@own.example'], reason: usual},
      {action: 'remove', ids: ['team acme bob@own.example'], reason: 'gone'},
      {action: 'ask', ids: ['team acme cem@own.example'], reason: 'her boss'},
    ])
    assert.match(opened.text(), /Saved: 1 grant to be asked about\./)
    assert.match(opened.lines()[0] ?? '', /2 of 5 decided$/)
    await opened.press('up', 'up')
    assert.match(opened.text(), /Decision: remove, by ann@own.example on 2026-12-01: gone/)
  })

  it('undoes one decision after the other, and no more than were made here', async () => {
    const opened = open()
    await opened.press('down', 'k', 'enter', 'r', 'gone', 'enter', 'u')
    assert.match(opened.text(), /Undone: 1 grant to be removed\./)
    assert.match(opened.lines()[0] ?? '', /1 of 5 decided$/)
    await opened.press('k')
    assert.match(opened.text(), /Keep bob@own\.example in team acme/)
    await opened.press('escape')
    await opened.press('u')
    assert.match(opened.lines()[0] ?? '', /0 of 5 decided$/)
    await opened.press('u')
    assert.match(opened.text(), /There is no decision of this screen to undo\./)
  })

  it('asks nobody without saying whom, and nothing where esc is pressed', async () => {
    const opened = open()
    await opened.press('down', 'a', 'enter')
    assert.match(opened.text(), /Type a few words\.[\s\S]*Whom, and what:/)
    await opened.press('escape', 'r', 'x', 'escape')
    assert.deepEqual(opened.choices, [])
  })

  it('proposes the last reason again', async () => {
    const opened = open()
    await opened.press('down', 'r', 'on leave', 'enter', 'r')
    assert.match(opened.text(), /> on leave_/)
    await opened.press('back', 'enter')
    assert.equal(opened.choices[1]?.reason, 'on leav')
  })

  it('decides for all lines under a heading', async () => {
    const opened = open()
    await opened.press('k')
    assert.match(opened.text(), /Keep 3 grants/)
    await opened.press('enter')
    assert.deepEqual(
      opened.choices[0]?.ids,
      rows.slice(0, 3).map(({id}) => id),
    )
  })

  it('decides for what is selected, and selects what a heading or the filter lists', async () => {
    const opened = open()
    await opened.press(' ', 'down', ' ')
    assert.equal(at(opened)?.startsWith('[x] -      bob'), true)
    assert.match(opened.text(), /k keep 2 /)
    await opened.press('r', 'enter')
    assert.deepEqual(opened.choices[0], {
      action: 'remove',
      ids: ['team acme bob@own.example', 'team acme cem@own.example'],
      reason: 'no longer needed',
    })
    await opened.press('*', 'k', 'enter')
    assert.equal(opened.choices[1]?.ids.length, 5)
    await opened.press('*', '*')
    assert.doesNotMatch(opened.text(), /\[x\]/)
  })

  it('changes to a role that can be chosen, by its beginning', async () => {
    const opened = open()
    await opened.press('down', 'c')
    assert.match(opened.text(), /Becomes \(admin, member, viewer\):/)
    await opened.press('x', 'enter')
    assert.match(opened.text(), /Name what can be chosen\.[\s\S]*Becomes/)
    await opened.press('back', 'admin,member', 'enter')
    assert.match(opened.text(), /Becomes/)
    await opened.press(...Array.from({length: 12}, () => 'back'), 'v', 'enter')
    assert.match(opened.text(), /Change the role of ann@own.example in team acme: viewer\nWhy:/)
    await opened.press('enter', 'reads only', 'enter')
    assert.deepEqual(opened.choices, [
      {action: 'change', ids: ['team acme ann@own.example'], reason: 'reads only', role: 'viewer'},
    ])
    assert.match(opened.text(), /Saved: 1 grant to be changed to viewer\./)
    await opened.press('up')
    assert.match(opened.text(), /Decision: change to viewer, by/)
  })

  it('changes to several permissions', async () => {
    const opened = open()
    await opened.press('end', 'c', 'View, deploy,view', 'enter', 'less', 'enter')
    assert.equal(opened.choices[0]?.role, 'view,deploy')
  })

  it('changes nothing where the choices differ or there are none', async () => {
    const opened = open([...rows, row('token', 'account', {choices: []})])
    await opened.press('*', 'c')
    assert.match(opened.text(), /different roles or permissions/)
    await opened.press('*', 'end', 'c')
    assert.match(opened.text(), /no other role or permission/)
    await opened.press('down')
    assert.doesNotMatch(opened.text(), /no other role/)
  })

  it('filters by what is remarkable, one after the other', async () => {
    const opened = open()
    const listed: string[] = []
    for (let index = 0; index < 5; index++) {
      await opened.press('f')
      const text = opened.text()
      listed.push(`${/Filter: (.*)/.exec(text)?.[1] ?? 'none'}: ${(text.match(/\[ \]/g) ?? []).length}`)
    }

    assert.deepEqual(listed, ['undecided: 5', 'external: 1', 'left: 1', 'no MFA: 1', 'none: 5'])
    await opened.press('f', '0')
    assert.doesNotMatch(opened.text(), /Filter/)
  })

  it('begins with what is undecided where some is, and keeps the cursor in a list that shrinks', async () => {
    const decision = {action: 'keep', by: 'ann', on: '2026-12-01'} as const
    const opened = open(rows.map((each, index) => (index < 3 ? {...each, decision} : each)))
    assert.match(opened.text(), /Filter: undecided/)
    await opened.press('end', 'k', 'enter')
    assert.match(at(opened) ?? '', /bob@own/)
    await opened.press('k', 'enter')
    assert.match(opened.text(), /5 of 5 decided/)
    await opened.press('k')
    assert.match(opened.text(), /Nothing is selected\./)
  })

  it('searches while it is typed', async () => {
    const opened = open()
    await opened.press('/', 'vendor')
    assert.match(opened.text(), /Filter: vendor_/)
    assert.equal((opened.text().match(/\[ \]/g) ?? []).length, 1)
    await opened.press('ctrl-n', 'enter', 'k', 'enter')
    assert.deepEqual(opened.choices[0]?.ids, ['app pay eve@vendor.example'])
    await opened.press('escape')
    assert.equal((opened.text().match(/^..\[/gm) ?? []).length, 5)
    await opened.press('/', 'nobody at all', 'ctrl-p', 'enter')
    assert.match(opened.text(), /Nothing matches/)
    await opened.press('/', 'escape')
    assert.equal((opened.text().match(/^..\[/gm) ?? []).length, 5)
  })

  it('finds by the place', async () => {
    const opened = open()
    await opened.press('/', 'app pay', 'enter')
    assert.equal((opened.text().match(/\[ \]/g) ?? []).length, 2)
  })

  it('moves by line and page, and stays in the list', async () => {
    const opened = open()
    await opened.press('up', 'j', 'G')
    assert.match(at(opened) ?? '', /eve@/)
    await opened.press('pagedown', 'g')
    assert.match(at(opened) ?? '', /^team acme/)
    await opened.press('l', 'unknown', 'h')
    assert.match(at(opened) ?? '', /^team acme/)
  })

  it('shows the keys, and quits', async () => {
    const opened = open()
    await opened.press('?')
    assert.match(opened.text(), /^Keys .*[\s\S]*keep: this person needs this access/)
    await opened.press('q')
    assert.equal(opened.isClosed(), false)
    await opened.press('q')
    assert.equal(opened.isClosed(), true)
  })

  it('says what could not be saved, and keeps the selection', async () => {
    const opened = open(rows, new UserError('The file is locked.', 'Try again.'))
    await opened.press('down', ' ', 'k', 'enter')
    assert.match(opened.text(), /Not saved: The file is locked\. Try again\./)
    assert.match(opened.text(), /k keep 1 /)
  })

  it('ends with a bug', async () => {
    const opened = open(rows, new Error('a bug'))
    await opened.press('k', 'enter')
    assert.equal(opened.isClosed(), true)
    assert.throws(() => opened.throwFailure(), /a bug/)
  })

  it('fits every width and height, whatever the names are', async () => {
    const hostile = row(`\u001B[31mred\u202E${'long'.repeat(60)}@\u65E5\u672C.example`, 'app \u0007pay')
    const opened = open([...rows, hostile])
    await opened.press('end')
    for (const columns of [20, 40, 80, 120])
      for (const height of [6, 14, 24, 40]) {
        const shown = opened.lines({columns, rows: height})
        assert.ok(shown.length <= height, `${columns} x ${height}: ${shown.length} lines`)
        for (const line of shown) {
          assert.ok(displayWidth(line) <= columns, `${columns}: ${line}`)
          assert.doesNotMatch(line, /\p{Cc}|\u202E/u)
        }
      }
  })
})
