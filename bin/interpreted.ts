import { config } from 'zod';

// Required before any schema is made: compiling each before its first use pays for thousands of files, not for a few.
config({ jitless: true });
