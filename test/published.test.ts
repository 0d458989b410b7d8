import assert from 'node:assert/strict'
import {readFileSync} from 'node:fs'
import path from 'node:path'

import type {Token} from 'marked'
import {marked} from 'marked'

import type {Packed} from './helpers/npm.js'

import {npm, pack, root} from './helpers/npm.js'

const ofPackage = 'https://unpkg.com/heroku-compliance/'

interface PackageJson {
  readonly dependencies?: object
  readonly engines: {readonly node: string}
  readonly files: readonly string[]
  readonly publishConfig: object
}

/** Where links and images of a page lead, and the anchors of its headings as GitHub and npm make them. */
function linksOf(markdown: string): {readonly anchors: ReadonlySet<string>; readonly targets: readonly string[]} {
  const targets: string[] = []
  const anchors = new Set<string>()
  const visit = (token: Token) => {
    if (token.type === 'link' || token.type === 'image') targets.push((token as {href: string}).href)
    if (token.type === 'heading') anchors.add(anchorOf((token as {text: string}).text, anchors))
  }
  marked.walkTokens(marked.lexer(markdown), visit)
  return {anchors, targets}
}

/** A heading's anchor; the second of the same text gets `-1`. */
function anchorOf(heading: string, taken: ReadonlySet<string>): string {
  const slug = heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-')
  const same = [...taken].filter(anchor => anchor === slug || new RegExp(`^${slug}-\\d+$`).test(anchor)).length
  return same === 0 ? slug : `${slug}-${same}`
}

describe('what is published', () => {
  let packed: Packed
  let files: readonly string[]
  const text = (file: string) => readFileSync(path.join(root, file), 'utf8')
  const manifest = () => JSON.parse(text('package.json')) as PackageJson
  before(() => {
    packed = pack('--dry-run')
    files = packed.files.map(file => file.path)
  })

  it('is at most 2 MB to fetch and 8 MB unpacked, and needs no other package', () => {
    assert.ok(packed.size <= 2_000_000, `${packed.size} bytes`)
    assert.ok(packed.unpackedSize <= 8_000_000, `${packed.unpackedSize} bytes`)
    assert.equal(manifest().dependencies, undefined)
  })

  it('has all that package.json lists', () => {
    for (const entry of manifest().files)
      assert.ok(
        files.some(file => file === entry || file.startsWith(`${entry}/`)),
        entry,
      )
  })

  it('is public, with a statement of where it was built', () => {
    assert.deepEqual(manifest().publishConfig, {access: 'public', provenance: true})
  })

  it('has no page with a link to something outside of it', () => {
    const pages = files.filter(file => file.endsWith('.md'))
    const anchors = new Map(pages.map(page => [page, linksOf(text(page)).anchors]))
    const broken = pages.flatMap(page =>
      linksOf(text(page))
        .targets.filter(target => target.startsWith(ofPackage) || !/^[a-z]+:/.test(target))
        .filter(target => {
          const [file = '', anchor] = fileOf(page, target)
          return !isPublished(file) || (anchor !== undefined && anchors.get(file)?.has(anchor) !== true)
        })
        .map(target => `${page}: ${target}`),
    )
    assert.deepEqual(broken, [])
    assert.ok(pages.length > 20)
  })

  const isPublished = (link: string) =>
    files.some(file => file === link || (link.endsWith('/') && file.startsWith(link)))

  /** The file and the anchor that a link of a page leads to. */
  function fileOf(page: string, target: string): string[] {
    const [link = '', ...anchor] = target.split('#')
    if (link === '') return [page, ...anchor]
    const file = link.startsWith(ofPackage)
      ? link.slice(ofPackage.length)
      : path.posix.join(path.posix.dirname(page), link)
    return [file, ...anchor]
  }

  it('shows its README where no repository is known, so each link of it is absolute', () => {
    for (const target of linksOf(text('README.md')).targets) assert.match(target, /^https:\/\//)
  })

  it('passes the checks of npm publish, without a network', () => {
    const {status, stderr} = npm(['publish', '--dry-run', '--ignore-scripts', '--offline'], {
      npm_config_registry: 'http://127.0.0.1:9/',
    })
    assert.equal(status, 0, stderr)
    // npm says what it had to mend in package.json.
    assert.doesNotMatch(stderr, /auto-corrected|errors corrected/)
    assert.match(stderr, /\+ heroku-compliance|public access/)
  })
})
