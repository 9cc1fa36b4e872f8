import * as z from 'zod';

// zod makes code of a schema to be quicker, which the pages' policy forbids. A page imports this before any schema is made.
z.config({ jitless: true });
