/** Tells zod, before the first schema is made, never to probe `new Function`: a strict content-security policy reports it. */
import * as z from 'zod'

z.config({ jitless: true })
