import {canary, daysAgo, ref, user, uuid} from './ids.js'
import type {AppRecord, Raw} from './types.js'

/** One line of a formation. */
export interface ProcessInit {
  quantity?: number
  size?: string
  command?: string
}

/** One build. */
export interface BuildInit {
  daysAgo?: number
  status?: 'succeeded' | 'failed' | 'pending'
  by?: string
  stack?: string
  record?: Raw
}

/** The formation of an app. */
export function formation(app: AppRecord, lines: Record<string, number | ProcessInit>, size: string): Raw[] {
  return Object.entries(lines).map(([type, line]) => {
    const init = typeof line === 'number' ? {quantity: line} : line
    const dyno = init.size ?? size
    return {
      id: uuid('formation', `${app.name}/${type}`),
      app: {id: app.id, name: app.name},
      command: init.command ?? `run-${type} --token ${canary('formation-command', app.name)}`,
      created_at: daysAgo(400),
      dyno_size: ref('dyno-size', dyno),
      quantity: init.quantity ?? 1,
      size: dyno,
      type,
      updated_at: daysAgo(3),
    }
  })
}

/** A buildpack as the API names it: Heroku's own by URN, registry ones likewise, others by URL. */
function buildpack(name: string): {url: string; name: string} {
  if (/^[\w-]+\/[\w.-]+$/.test(name)) return {url: `urn:buildpack:${name}`, name}
  return {url: name, name}
}

/** A buildpack as a build names it, which is by its address alone. */
function ran(name: string): {url: string} {
  const [, owner, own] = /^([\w-]+)\/([\w.-]+)$/.exec(name) ?? []
  const store = owner === 'heroku' ? 'codon-buildpacks' : 'buildpack-registry'
  return {url: own ? `https://${store}.s3.amazonaws.com/buildpacks/${owner}/${own}.tgz` : name}
}

/** The buildpacks of a cedar app, in order. */
export function buildpackInstallations(names: string[]): Raw[] {
  return names.map((name, ordinal) => ({ordinal, buildpack: buildpack(name)}))
}

function settleBuild(build: number | BuildInit): BuildInit {
  return typeof build === 'number' ? {daysAgo: build} : build
}

/** The builds of an app. */
export function builds(app: AppRecord, inits: Array<number | BuildInit>, buildpacks: string[]): Raw[] {
  return inits.map(settleBuild).map((init, i) => {
    const at = daysAgo(init.daysAgo ?? 3)
    return {
      id: uuid('build', `${app.name}/${i}`),
      app: {id: app.id},
      buildpacks: buildpacks.map(ran),
      created_at: at,
      labs: {},
      output_stream_url: `https://build-output.example.com/${canary('build-output', app.name)}`,
      release: {id: uuid('release', `${app.name}/${i}`)},
      slug: {id: uuid('slug', `${app.name}/${i}`)},
      source_blob: {
        checksum: 'SHA256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
        url: `https://sources.example.com/app.tgz?signature=${canary('source-blob', app.name)}`,
        version: '5f3c9a1',
        version_description: null,
      },
      stack: init.stack ?? (app['stack'] as {name: string}).name,
      started_at: at,
      status: init.status ?? 'succeeded',
      updated_at: at,
      user: user(init.by ?? 'lead@example.com'),
      ...init.record,
    }
  })
}

/** The releases that the builds of an app gave, oldest first; the newest is current. */
export function releases(app: AppRecord, inits: Array<number | BuildInit>): Raw[] {
  const kept = inits.map(settleBuild).filter(init => (init.status ?? 'succeeded') === 'succeeded')
  const ordered = [...kept].sort((a, b) => (b.daysAgo ?? 3) - (a.daysAgo ?? 3))
  return ordered.map((init, i) => ({
    id: uuid('release', `${app.name}/${i}`),
    addon_plan_names: [],
    app: {id: app.id, name: app.name},
    artifacts: [{type: 'slug', id: uuid('slug', `${app.name}/${i}`)}],
    created_at: daysAgo(init.daysAgo ?? 3),
    current: i === ordered.length - 1,
    description: 'Deploy 5f3c9a1b',
    eligible_for_rollback: true,
    oci_image: null,
    output_stream_url: `https://release-output.example.com/${canary('release-output', app.name)}`,
    slug: {id: uuid('slug', `${app.name}/${i}`)},
    status: 'succeeded',
    updated_at: daysAgo(init.daysAgo ?? 3),
    user: user(init.by ?? 'lead@example.com'),
    version: i + 1,
  }))
}
