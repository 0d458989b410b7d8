import type {FrameworkHead} from '../model/framework.js'
import type {Policy} from '../model/policy.js'

/** The profile of PCI DSS that a policy chooses by its questionnaire, or undefined; `entity` matters for SAQ D only. */
export function saqProfile({entity, saq}: NonNullable<NonNullable<Policy['profile']>['pci']>): string | undefined {
  const name = saq
    ?.trim()
    .toLowerCase()
    .replace(/^(?:pci-)?saq[- ]/, '')
  if (name === 'a' || name === 'a-ep') return `pci-saq-${name}`
  if (name === 'd-merchant' || name === 'd-service-provider') return `pci-saq-${name}`
  return name === 'd' && entity !== undefined ? `pci-saq-d-${entity}` : undefined
}

/**
 * Under a policy that chooses a version of CJIS or a questionnaire of PCI DSS, the alias `cjis` or `pci` means that
 * one, if there is one. Every framework keeps its id.
 */
export function withChosenProfiles(
  heads: readonly FrameworkHead[],
  {cjis, pci}: NonNullable<Policy['profile']>,
): FrameworkHead[] {
  const targets: ReadonlyArray<readonly [alias: string, id: string | undefined]> = [
    ['cjis', cjis?.version && `cjis-${cjis.version}`],
    ['pci', pci && saqProfile(pci)],
  ]
  const knownTargets = targets.filter(([, target]) => heads.some(({id}) => id === target))
  return heads.map(head => {
    const aliases = knownTargets.reduce<readonly string[]>(
      (names, [alias, id]) => (id === undefined ? names : moveAlias(head, names, alias, id)),
      head.aliases,
    )
    return {...head, aliases}
  })
}

function moveAlias({id}: FrameworkHead, names: readonly string[], alias: string, target: string): readonly string[] {
  const others = names.filter(name => name !== alias)
  return id === target ? [alias, ...others] : others
}
