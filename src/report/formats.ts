import type {Report} from '../model/report.js'
import type {RenderOptions} from './render-options.js'

export type Format =
  | 'csv'
  | 'github'
  | 'hdf'
  | 'html'
  | 'json'
  | 'junit'
  | 'markdown'
  | 'ndjson'
  | 'ocsf'
  | 'oscal'
  | 'oscal-poam'
  | 'sarif'
  | 'terminal'
  | 'xlsx'
/** A report in a format: a text, or chunks if it may be longer than a string or isn't text. */
export type Rendered = Iterable<Uint8Array> | string
export type Render = (report: Report, options: RenderOptions) => Promise<Rendered> | Rendered

interface FormatEntry {
  /** What it is for, in a line. */
  readonly about: string
  /** Whether its readers take one framework from a document: each is written to a file of its own. */
  readonly holdsOneFramework?: boolean
  /** Whether it isn't text, so that a terminal can't show it. */
  readonly isBinary?: boolean
  /** Whether `show` affects it. */
  readonly isFilteredByShow?: boolean
  /** Whether it shows less unless everything is asked for. */
  readonly isShortened?: boolean
  readonly load: () => Promise<Render>
  /** The file name endings that select it, the usual one first. */
  readonly suffixes: readonly [string, ...string[]]
}

/** The formats of a report, each loaded when it is used. */
export const formats: Readonly<Record<Format, FormatEntry>> = {
  terminal: {
    about: 'a person at a terminal: one screen, or everything with --full',
    isFilteredByShow: true,
    isShortened: true,
    load: async () => (await import('./terminal/terminal.js')).terminal,
    suffixes: ['.txt'],
  },
  json: {
    about: 'programs: all of the report, as `compliance:report` reads it',
    load: async () => (await import('./json/json.js')).jsonDocument,
    suffixes: ['.json'],
  },
  ndjson: {
    about: 'log pipelines: all of the report, one JSON document per line',
    load: async () => (await import('./ndjson/ndjson.js')).ndjson,
    suffixes: ['.ndjson'],
  },
  csv: {
    about: 'a spreadsheet: a row for each observation and control',
    load: async () => (await import('./csv/csv.js')).csv,
    suffixes: ['.csv'],
  },
  xlsx: {
    about: 'Excel, LibreOffice and others: a sheet for each table, with filters',
    isBinary: true,
    load: async () => (await import('./xlsx/xlsx.js')).xlsx,
    suffixes: ['.xlsx'],
  },
  markdown: {
    about: 'a pull request comment or a job summary: what fits, with counts of the rest',
    load: async () => (await import('./markdown/markdown.js')).markdown,
    suffixes: ['.md'],
  },
  html: {
    about: 'leads and auditors: a self-contained page with a map of apps and filters',
    isShortened: true,
    load: async () => (await import('./html/page.js')).htmlPage,
    suffixes: ['.html'],
  },
  github: {
    about: 'annotations of a GitHub Actions job, ten of each kind',
    load: async () => (await import('./github/github.js')).github,
    suffixes: ['.github.txt'],
  },
  sarif: {
    about: 'GitHub code scanning and other readers of SARIF 2.1.0',
    isFilteredByShow: true,
    load: async () => (await import('./sarif/sarif.js')).sarif,
    suffixes: ['.sarif', '.sarif.json'],
  },
  junit: {
    about: 'the test reports of Jenkins, GitLab and others',
    load: async () => (await import('./junit/junit.js')).junit,
    suffixes: ['.junit.xml'],
  },
  oscal: {
    about: 'OSCAL 1.2.1 assessment results',
    load: async () => (await import('./oscal/assessment-results.js')).oscal,
    suffixes: ['.oscal.json'],
  },
  'oscal-poam': {
    about: 'OSCAL 1.2.1 plan of action and milestones: what is open',
    load: async () => (await import('./oscal/poam.js')).oscalPoam,
    suffixes: ['.oscal-poam.json'],
  },
  ocsf: {
    about: 'security lakes: compliance findings (class 2003) of OCSF 1.5.0',
    load: async () => (await import('./ocsf/ocsf.js')).ocsf,
    suffixes: ['.ocsf.json'],
  },
  hdf: {
    about: 'MITRE Heimdall and SAF: exec-json, a file for each framework',
    holdsOneFramework: true,
    load: async () => (await import('./hdf/hdf.js')).hdf,
    suffixes: ['.hdf.json'],
  },
}

/** Whether a format has this name. */
export const isFormat = (name: string): name is Format => Object.hasOwn(formats, name)

const allFormats: readonly Format[] = Object.keys(formats).filter(isFormat)

/** The formats that list only what `show` selects. */
export const filteredFormats: readonly Format[] = allFormats.filter(name => formats[name].isFilteredByShow)

/** The formats that show less unless everything is asked for. */
export const shortenedFormats: readonly Format[] = allFormats.filter(name => formats[name].isShortened)
