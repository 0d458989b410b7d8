import assert from 'node:assert/strict'
import {readdirSync, readFileSync} from 'node:fs'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import ts from 'typescript'

const root = fileURLToPath(new URL('../../../', import.meta.url))

/** Phrases that are quaint, or not Heroku's word for a thing, and what to write instead. */
const bannedPhrases: ReadonlyArray<readonly [RegExp, string]> = [
  [/\bmend(?:s|ed|ing)?\b/i, 'fix'],
  [/\b[hwt]hence\b/i, 'from where'],
  [/\banew\b/i, 'again, or a new ...'],
  [/\bto be had\b|\b(?:can't|cannot) be had\b/i, 'available'],
  [/\bto be seen\b/i, 'visible'],
  [/\bh(?:angs?|ung|anging) (?:on|upon)\b/i, 'depends on'],
  [/\bnot so:/i, 'say what is wrong'],
  [/\bone's own\b/i, 'custom, or your own'],
  [/\bknown are\b(?! not)/i, 'Available:'],
  [/\bexclude each other\b/i, "can't be combined"],
  [/\bleads? out of\b/i, 'points outside'],
  [/(?<!\bon[- ])\bdemand(?:s|ed|ing)?\b/i, 'expected, or requires'],
  [/\bjudged again\b/i, 're-evaluated'],
  [/\bwere typed\b/i, 'were given'],
  [/\bis there already\b/i, 'already exists'],
  [/(?<!\bthere )\bis no (?:json|yaml|list|number|string|text|date|file|folder|object)\b/i, "isn't a"],
  [/(?<!\bthere )\bis no (?:check|control|field|framework)\b/i, "isn't a"],
  [/\bis it so\b/i, 'ask directly'],
  [/\bheard of\b/i, 'unknown'],
  [/\bfor ever\b/i, 'forever'],
  [/\bany more\b(?! than)/i, 'anymore, or no longer'],
  [/\bsplit of duties\b/i, 'shared responsibilities'],
  [/\bpeople department\b/i, 'human resources'],
  [/\bnow and then\b/i, 'regularly'],
  [/\bstand(?:s|ing)? (?:beside|below|behind)\b/i, 'say what it does'],
  [
    /\b(?:behaviour|neighbour|favour|honour|colour|centre|licence|programme|catalogue|defence)s?\b/i,
    'the American spelling',
  ],
  [
    /\b(?:organ|author|recogn|summar|anonym|pseudonym|categor)is(?:e|ed|es|ing|ation|ations)\b/i,
    'the American spelling',
  ],
  [/\banalys(?:e|ed|es|ing)\b|\benrol\b|\bfulfil\b/i, 'the American spelling'],
]

interface Text {
  readonly at: string
  readonly text: string
}

const problemsOf = (texts: readonly Text[]): string[] =>
  texts.flatMap(({at, text}) =>
    bannedPhrases.flatMap(([phrase, better]) => {
      const found = phrase.exec(text)
      return found ? [`${at}: "${found[0]}" (${better}) in: ${text}`] : []
    }),
  )

/** Keys of the catalog whose values are ids, commands or the words of a source. */
const verbatimKeys = new Set(['$ref', 'commands', 'enum', 'id', 'pattern', 'quote', 'section', 'url'])

/** The strings in a JSON value, each with the path to it. */
function stringsIn(value: unknown, at: string): Text[] {
  if (typeof value === 'string') return [{at, text: value}]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, item]) => (verbatimKeys.has(key) ? [] : stringsIn(item, `${at}/${key}`)))
}

const filesIn = (folder: string, extension: string): string[] =>
  readdirSync(path.join(root, folder), {encoding: 'utf8', recursive: true})
    .filter(name => name.endsWith(extension))
    .map(name => path.join(folder, name))

const read = (file: string) => readFileSync(path.join(root, file), 'utf8')

/** A comment or a literal on one line, without the stars of a comment. */
const onOneLine = (text: string) => text.replaceAll(/\s*\n\s*\*?\s*/g, ' ')

const isTemplatePart = ({kind}: ts.Node) =>
  kind === ts.SyntaxKind.TemplateHead || kind === ts.SyntaxKind.TemplateMiddle || kind === ts.SyntaxKind.TemplateTail

/** The comments, the string literals and the parts of templates in a TypeScript file, each with its line. */
function textsOfSource(file: string): Text[] {
  const code = read(file)
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true)
  const ranges = new Map<number, number>()
  const visit = (node: ts.Node): void => {
    for (const {end, pos} of ts.getLeadingCommentRanges(code, node.getFullStart()) ?? []) ranges.set(pos, end)
    for (const {end, pos} of ts.getTrailingCommentRanges(code, node.getEnd()) ?? []) ranges.set(pos, end)
    if (ts.isStringLiteralLike(node) || isTemplatePart(node) || ts.isJsxText(node))
      ranges.set(node.getStart(), node.getEnd())
    ts.forEachChild(node, visit)
  }
  visit(source)
  return [...ranges].map(([pos, end]) => ({
    at: `${file}:${source.getLineAndCharacterOfPosition(pos).line + 1}`,
    text: onOneLine(code.slice(pos, end)),
  }))
}

describe('English', () => {
  for (const folder of ['checks', 'frameworks', 'profiles', 'schema'])
    it(`is plain in the catalog's ${folder}`, () => {
      const texts = filesIn(`src/catalog/${folder}`, '.json').flatMap(file => stringsIn(JSON.parse(read(file)), file))
      assert.ok(texts.length > 0)
      assert.deepEqual(problemsOf(texts), [])
    })

  it('is plain in the dictionary of fields', () => {
    const file = 'src/catalog/fields.json'
    assert.deepEqual(problemsOf(stringsIn(JSON.parse(read(file)), file)), [])
  })

  it('is plain in the cases of the checks', () => {
    const texts = filesIn('test/catalog/checks', '.json').flatMap(file => stringsIn(JSON.parse(read(file)), file))
    assert.deepEqual(problemsOf(texts), [])
  })

  it('is plain in the source code', () => {
    const files = [...filesIn('src', '.ts'), ...filesIn('src', '.tsx')]
    assert.deepEqual(problemsOf(files.flatMap(file => textsOfSource(file))), [])
  })

  it('is plain in the documentation', () => {
    const files = ['README.md', ...filesIn('docs', '.md'), ...filesIn('docs', '.yml')]
    const lines = files.flatMap(file =>
      read(file)
        .split('\n')
        .map((text, index) => ({at: `${file}:${index + 1}`, text})),
    )
    assert.deepEqual(problemsOf(lines), [])
  })

  it('finds each banned phrase', () => {
    const samples = [
      'what mends it',
      'whence it came',
      'made anew',
      'it is to be had',
      'it is not to be seen',
      'it hangs on the policy',
      'Not so: it is',
      "of one's own",
      'Known are A, B',
      'exclude each other',
      'leads out of the bundle',
      'what is demanded',
      'judged again',
      'were typed',
      'is there already',
      'is no JSON',
      'is no check',
      'is it so that',
      'nobody has heard of it',
      'for ever',
      'not any more',
      'split of duties',
      'people department',
      'now and then',
      'what stands behind it',
      'behaviour',
      'organisation',
      'analysed',
    ]
    const unused = bannedPhrases.filter(([phrase]) => !samples.some(sample => phrase.test(sample)))
    assert.deepEqual(unused, [])
  })
})
