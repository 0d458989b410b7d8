import assert from 'node:assert/strict'

import {isBlank, isSamePerson} from '../../src/model/person.js'

describe('a blank text', () => {
  it('has no visible letter or digit', () => {
    for (const text of [
      '',
      ' ',
      '\t\n',
      '\u00A0',
      '\u200B',
      '\u2060\uFEFF',
      '\u115F',
      '\u1160',
      '\u3164',
      '\uFFA0',
      '\u2800',
      '\u00AD',
      '\u180E',
      '\u{E0041}',
      '\u{1D173}',
      '---',
      '?',
      '.\u200B.',
    ])
      assert.ok(isBlank(text), JSON.stringify(text))
  })

  it('has no letter or digit of any script', () => {
    for (const text of ['a', '\u200Ba', '7', 'é', 'ж', '山', 'ｘ', ' - a'])
      assert.ok(!isBlank(text), JSON.stringify(text))
  })
})

describe('two names', () => {
  const ann = 'ann@example.com'

  it('are one person if their addresses differ only in form', () => {
    for (const other of [
      ann,
      ' ANN@Example.COM ',
      'Ann <ann@example.com>',
      '"Lee, Ann" <ann@example.com>',
      'ann@example.com (Ann)',
      'Bob (ann@example.com)',
      'mailto:ann@example.com',
      '<ann@example.com>',
      '"ann"@example.com',
      'ann(work)@example.com',
      'ann+work@example.com',
      'ann@example.com.',
      'ａｎｎ＠ｅｘａｍｐｌｅ．ｃｏｍ',
      'ann@example\u3002com',
      'a\u200Bnn@example.com',
      'ann\u2800@example.com',
      'a\u3164nn@example.com',
      'аnn@example.com',
      'ann@ехаmрlе.com',
      'αnn@example.com',
      'ann@example.cοm',
      'ann@examp1e.com',
      'ann@exampIe.com',
      'ann@example.c0m',
      'ann@exarnple.com',
      'A\u0301nn@example.com',
      'ànn@example.com',
    ]) {
      assert.ok(isSamePerson(ann, other), other)
      assert.ok(isSamePerson(other, ann), other)
    }

    assert.ok(isSamePerson('ivan@example.com', 'IVAN@example.com'))
    assert.ok(isSamePerson('İvan@example.com', 'ivan@example.com'))
    assert.ok(isSamePerson('Ν@example.com', 'N@example.com'), 'a capital nu')
  })

  it('are one person however the address is spelled or its domain encoded', () => {
    for (const other of [
      'ann @example.com',
      'ann@ example.com',
      'ann (at) example.com',
      'ann [AT] example.com',
      'ann at example.com',
      'Ann <ann at example.com>',
    ]) {
      assert.ok(isSamePerson(ann, other), other)
      assert.ok(isSamePerson(other, ann), other)
    }

    assert.ok(isSamePerson('ann@bücher.example', 'ann@xn--bcher-kva.example'))
    assert.ok(!isSamePerson('ann@bücher.example', 'ann@xn--bcher-kvb.example'))
    assert.ok(isSamePerson('ann@4you.example', 'ann (at) 4you.example'), 'a domain may begin with a digit')
    assert.ok(!isSamePerson(ann, 'bob (at) example.com'))
    assert.ok(!isSamePerson('Pat Bob', 'P Bob'), 'letters of a name are no word')
  })

  it('are two people if they differ otherwise', () => {
    for (const other of [
      'bob@example.com',
      'ann@example.org',
      'ann2@example.com',
      'anne@example.com',
      'anm@example.com',
      'ann@mail.example.com',
      'Ann <bob@example.com>',
      'ann.lee@example.com',
    ]) {
      assert.ok(!isSamePerson(ann, other), other)
      assert.ok(!isSamePerson(other, ann), other)
    }

    assert.ok(!isSamePerson('Ann <a@example.com>', 'Ann <b@example.com>'), 'two people may have one name')
    assert.ok(isSamePerson('Straße', 'STRASSE'), 'by full case folding')
    assert.ok(isSamePerson('ann@example.com..', 'ann@example.com'))
    assert.ok(!isSamePerson('Ann <ann@example.com>', 'Bob Lee'))
    assert.ok(!isSamePerson('-- <ann@example.com>', '---'))
    assert.ok(!isSamePerson('+1@example.com', '+2@example.org'))
    assert.ok(!isSamePerson('ann/lee@example.com', 'ann/lee@example.org'), 'a slash does not end the address')
  })

  it('are two people if the second names somebody else as well', () => {
    assert.ok(!isSamePerson(ann, 'ann@example.com, bob@example.com'))
    assert.ok(isSamePerson('ann@example.com, bob@example.com', 'bob@example.com'))
    assert.ok(isSamePerson(ann, 'ann@example.com; Ann+2@example.com'))
  })

  it('are compared by name if one has no address', () => {
    for (const [item, other] of [
      ['Ann', ' ann '],
      ['Ann Lee', 'ANN  LEE'],
      ['Ann Lee', 'Ann Lee <ann@example.com>'],
      ['ann', 'ann@example.com'],
      ['ann@example.com', 'Ann'],
      ['Müller', 'Mu\u0308ller'],
      ['Аnn', 'Ann'],
      ['Ann', 'Bob (Ann)'],
      ['Ann Lee ann.lee@example.com', 'Ann Lee'],
      ['Ann<a@example.com>Lee', 'Ann Lee'],
      ['Ann Lee office@example.com', 'Ann Lee'],
      ['Ann <the boss> Lee', 'Ann Lee'],
      ['\u0301 Ann', 'Ann'],
      ['Ann \u0301 Lee', 'Ann Lee'],
    ] as const)
      assert.ok(isSamePerson(item, other), `${item} ${other}`)
    for (const [item, other] of [
      ['@ann', 'ann'],
      ['ann-lee', 'Ann Lee'],
      ['Lee, Ann', 'ann lee'],
      ['Lee, ann', 'АNN Lee'],
      ['Ann Lee', 'ann.lee@example.com'],
      ['A. Lee', 'a_lee'],
    ] as const) {
      assert.ok(isSamePerson(item, other), `${item} ${other}`)
      assert.ok(isSamePerson(other, item), `${other} ${item}`)
    }

    for (const [item, other] of [
      ['Ann', 'Bob'],
      ['Ann', 'bob@example.com'],
      ['@', 'ann'],
      ['Lee, Ann', 'Lee, Bob'],
      ['ann', 'Ann Lee'],
      ['Ann Lee', 'Ann Loe'],
      ['Ann Lee', 'AnnLee'],
      ['-- <ann@example.com>', '--'],
      ['राम', 'रमा'],
      ['10', '012'],
    ] as const)
      assert.ok(!isSamePerson(item, other), `${item} ${other}`)
  })
})
