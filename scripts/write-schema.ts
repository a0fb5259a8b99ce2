/** `npm run schema`: writes the published JSON Schema of the design. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { designJsonSchema } from '../lib/design/json-schema'
import { schemaPath } from '../lib/design/write-design'

const file = `public/${schemaPath}`
mkdirSync(dirname(file), { recursive: true })
writeFileSync(file, `${JSON.stringify(designJsonSchema(), undefined, 2)}\n`)
