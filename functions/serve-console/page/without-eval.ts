import * as z from 'zod';

// The page's policy forbids the code that zod would make, and zod looks whether it may when a schema is defined: so this
// module is imported before all others.
z.config({ jitless: true });
