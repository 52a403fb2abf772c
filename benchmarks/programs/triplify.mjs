// node triplify.mjs MODULE FOLDER OUT: every note of a folder to N-Quads, as vault-triplifier makes it by default.
import { createWriteStream, readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

const [module, folder, out] = process.argv.slice(2)
const { triplify } = await import(module)
const target = createWriteStream(out)
let count = 0
let failed = 0
for (const name of readdirSync(folder, { recursive: true })) {
  if (!name.endsWith('.md')) continue
  const path = join(folder, name)
  try {
    const { dataset } = triplify(path, await readFile(path, 'utf8'))
    count += dataset.size
    if (!target.write(dataset.toString())) await new Promise(done => target.once('drain', done))
  } catch {
    failed += 1
  }
}
await new Promise(done => target.end(done))
console.log(JSON.stringify({ statements: count, failed }))
