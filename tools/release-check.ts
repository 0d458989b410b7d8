import {readFileSync} from 'node:fs'
import path from 'node:path'
import {fileURLToPath} from 'node:url'

/** What a release is checked by: the tag, the files of the repository, and where the workflow runs. */
export interface Release {
  readonly tag: string
  readonly packageJson: {
    readonly version: string
    readonly private?: boolean
    readonly publishConfig?: {readonly access?: string; readonly provenance?: boolean}
    readonly repository?: string | {readonly url?: string}
  }
  readonly lock: {readonly version: string}
  readonly changelog: string
  /** Where the workflow runs, as in https://github.com/OWNER/NAME; unknown outside of one. */
  readonly runsIn?: string | undefined
}

/** The lines of CHANGELOG.md about a version; nothing where it has no such section, or an empty one. */
export function changelogSection(changelog: string, version: string): string | undefined {
  const lines = changelog.split('\n')
  const isHeading = (line: string) => line.startsWith('## ')
  const start = lines.findIndex(line => isHeading(line) && line.slice(3).split(/[\s,(]/, 1)[0] === version)
  if (start === -1) return undefined
  const after = lines.slice(start + 1)
  const end = after.findIndex(line => isHeading(line))
  const section = (end === -1 ? after : after.slice(0, end)).join('\n').trim()
  return section === '' ? undefined : section
}

/** Why a tag can't be released, each with what would be right; empty if it can. */
export function releaseProblems(release: Release): string[] {
  const version = /^v(\d+\.\d+\.\d+)$/.exec(release.tag)?.[1]
  if (version === undefined) return [`The tag "${release.tag}" is no version. Tag v and three numbers, such as v1.2.3.`]
  return [
    ...versionProblems(release, version),
    ...(changelogSection(release.changelog, version) === undefined
      ? [`CHANGELOG.md says nothing about ${version}. Rename "## Unreleased" to "## ${version}".`]
      : []),
    ...publishingProblems(release.packageJson),
    ...repositoryProblems(release),
  ]
}

function versionProblems({lock, packageJson, tag}: Release, version: string): string[] {
  return Object.entries({'package.json': packageJson.version, 'package-lock.json': lock.version})
    .filter(([, found]) => found !== version)
    .map(([file, found]) => `The tag is ${tag}, but ${file} has version ${found}. Run npm version, and tag its commit.`)
}

function publishingProblems({private: isPrivate, publishConfig}: Release['packageJson']): string[] {
  return [
    ...(isPrivate ? ['package.json says "private": true. Leave it out.'] : []),
    ...(publishConfig?.access === 'public' && publishConfig.provenance === true
      ? []
      : [
          "package.json doesn't publish in public with provenance. " +
            'Set publishConfig to {"access": "public", "provenance": true}.',
        ]),
  ]
}

/** An address as `https://HOST/OWNER/NAME`, however npm lets it be written. */
const plainAddress = (url: string) =>
  url
    .replace(/^github:/, 'https://github.com/')
    .replace(/^git\+/, '')
    .replace(/^(?:ssh|git):\/\/(?:git@)?/, 'https://')
    .replace(/\.git$/, '')

/** npm publishes a statement of provenance only if package.json names the repository that the workflow runs in. */
function repositoryProblems({packageJson: {repository}, runsIn}: Release): string[] {
  const url = typeof repository === 'string' ? repository : repository?.url
  if (!url)
    return [
      'package.json names no repository, and npm refuses a statement of provenance without one. ' +
        `Set "repository" to ${runsIn ?? 'the address that the workflow runs in'}.`,
    ]
  if (runsIn === undefined || plainAddress(url).toLowerCase() === runsIn.toLowerCase()) return []
  return [`package.json names the repository ${url}, but this runs in ${runsIn}. npm would refuse its provenance.`]
}

const root = fileURLToPath(new URL('../../', import.meta.url))
const text = (file: string) => readFileSync(path.join(root, file), 'utf8')
const json = (file: string): unknown => JSON.parse(text(file))

/** The release that a tag would be, from the files of the repository and the environment of the workflow. */
export function readRelease(tag: string, env: NodeJS.ProcessEnv): Release {
  const {GITHUB_REPOSITORY: name, GITHUB_SERVER_URL: server} = env
  return {
    changelog: text('CHANGELOG.md'),
    lock: json('package-lock.json') as Release['lock'],
    packageJson: json('package.json') as Release['packageJson'],
    runsIn: server && name ? `${server}/${name}` : undefined,
    tag,
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , tag = ''] = process.argv
  const problems = releaseProblems(readRelease(tag, process.env))
  for (const problem of problems) process.stderr.write(`${problem}\n`)
  process.stdout.write(problems.length === 0 ? `${tag} can be released.\n` : '')
  process.exitCode = problems.length === 0 ? 0 : 1
}
