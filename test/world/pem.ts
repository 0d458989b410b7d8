import {readFileSync} from 'node:fs'

// Made with openssl 3 for pay.example.com, each signed with its own key: the name says key and signature.
const all = JSON.parse(
  readFileSync(new URL('../../../test/world/certificates.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, string>>

export const certificateNames: readonly string[] = Object.keys(all)

/** A certificate chain as the API prints it. */
export function pem(...names: readonly string[]): string {
  return names
    .map(name => {
      const lines = (all[name] ?? '').match(/.{1,64}/g) ?? []
      return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
    })
    .join('')
}
