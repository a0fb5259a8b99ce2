#!/usr/bin/env node
/** In a checkout: bundles the command line when its sources changed, then runs it. In a package the bundle is there. */
import { existsSync } from 'node:fs'

const builder = new URL('./build-cli.mjs', import.meta.url)
if (existsSync(builder)) await (await import(builder.href)).buildCli()
await import(new URL('../dist/portcullis.mjs', import.meta.url).href)
