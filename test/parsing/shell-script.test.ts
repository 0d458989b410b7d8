import assert from 'node:assert/strict'
import {execFileSync} from 'node:child_process'

import {literalText, shellCommands, shellWords} from '../../src/parsing/shell-script.js'
import {chance} from '../helpers/chance.js'

const wordsOf = (script: string) => shellCommands(script).map(({words}) => words.map(literalText))
const problemsOf = (script: string) => shellCommands(script).flatMap(({problem}) => problem ?? [])

describe('a script of the shell', () => {
  for (const [what, line, words] of [
    ['quotes within a word', `a'b c'"d e"f`, ['ab cd ef']],
    ['an escaped blank', String.raw`a\ b`, ['a b']],
    ['a number sign within a word', 'https://h/r#v1 a', ['https://h/r#v1', 'a']],
    ['a number sign after an escaped blank', String.raw`a\ #b`, ['a #b']],
    ['a comment', "a # it's over", ['a']],
    ['an empty word', "a ''", ['a', '']],
    ['a quoted dollar', `'$A' "\\$B"`, ['$A', '$B']],
    ['a backslash in double quotes', String.raw`"a\d\\"`, [String.raw`a\d\ `.trim()]],
    ['a line that goes on', 'a \\\n  b\\\nc', ['a', 'bc']],
    ['a line that goes on in quotes', '"a\\\nb"', ['ab']],
    ['a dollar alone', 'a $ b', ['a', '$', 'b']],
    ['a variable', 'a $B "c-${D}"', ['a', '$B', 'c-$D']],
    ['no words', '  # nothing', []],
  ] as const)
    it(`has ${what}`, () => assert.deepEqual(shellWords(line), words))

  for (const line of ["a 'b", 'a "b', 'a | b', 'a && b', 'a; b', 'a\nb', 'a > b', 'a $(b)', 'a `b`', '(a)'])
    it(`is more than one simple command: ${JSON.stringify(line)}`, () => assert.equal(shellWords(line), undefined))

  it('is read line by line, whatever its line ends and the mark before it', () => {
    const commands = shellCommands('\uFEFF#!/bin/sh\r\na b\r\n\r\nc \\\r\n  d; e\r\n')
    assert.deepEqual(
      commands.map(({line, words}) => [line, ...words.map(literalText)]),
      [
        [2, 'a', 'b'],
        [4, 'c', 'd'],
        [5, 'e'],
      ],
    )
  })

  it('says what joins commands', () => {
    assert.deepEqual(
      shellCommands('a && b | c & d;\n(e)').map(({end}) => end),
      ['&&', '|', '&', ';', '(', ')', '\n'].slice(0, 6),
    )
  })

  it('has variables and substitutions as parts of words', () => {
    const [command] = shellCommands('a $B "${C:?say so} $D" "$(e f)" `g`')
    assert.deepEqual(
      command?.words.slice(1).map(word => word.filter(part => !('text' in part) || part.text.trim() !== '')),
      [[{variable: 'B'}], [{variable: 'C'}, {variable: 'D'}], [{substitution: 'e f'}], [{substitution: 'g'}]],
    )
  })

  it('takes where a redirection leads for no word', () => {
    const [command] = shellCommands('a >&2 b 2> err c >>"x y"')
    assert.deepEqual(command?.words.map(literalText), ['a', 'b', 'c'])
    assert.equal(command.hasRedirection, true)
  })

  for (const [script, problem] of [
    ["a 'b", 'has an open quote'],
    ['a "b', 'has an open quote'],
    ['a `b', 'has an open backquote'],
    ['a <<END', "has a document beside it (<<), which isn't read"],
    ["a $'b'", "has a form of $ that isn't read"],
    ['a $(b (c))', "has a form of $ that isn't read"],
    ['a "$(b "c")"', "has a form of $ that isn't read"],
    ['a "`b"', 'has an open backquote'],
  ] as const)
    it(`can't be read: ${script}`, () => assert.deepEqual(problemsOf(script).slice(0, 1), [problem]))

  it('reads words as the shell does', () => {
    const {below, pick} = chance(11)
    const pieces = [
      'a',
      '-b=',
      "'c d'",
      '"e  f"',
      String.raw`\ `,
      String.raw`\"`,
      `"\\""`,
      ' ',
      '  ',
      '#',
      "''",
      '\\\n',
      '\t',
    ]
    const lines = Array.from({length: 60}, () => Array.from({length: 1 + below(8)}, () => pick(pieces)).join(''))
    const script = lines.map(line => `printf '[%s]' ${line}\necho`).join('\n')
    const printed = execFileSync('sh', ['-c', script], {encoding: 'utf8'}).split('\n').slice(0, -1)
    assert.deepEqual(
      wordsOf(script)
        .filter(([program]) => program === 'printf')
        .map(([, , ...words]) => (words.length === 0 ? '[]' : words.map(word => `[${word ?? ''}]`).join(''))),
      printed,
    )
  })
})
