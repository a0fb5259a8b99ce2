import { join } from 'node:path'
import { build } from 'vite'
import { root } from './inputs.mjs'

/** One TypeScript entry and all it imports as one file for Node.js, which cannot run TypeScript by itself before 22. */
export async function bundle(entry, folder, fileName) {
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    resolve: { tsconfigPaths: true },
    ssr: { noExternal: true },
    build: {
      ssr: join(root, entry),
      outDir: join(root, folder),
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      copyPublicDir: false,
      rolldownOptions: { output: { entryFileNames: fileName, banner: '#!/usr/bin/env node', codeSplitting: false } },
    },
  })
}
