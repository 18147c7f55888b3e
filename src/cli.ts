#!/usr/bin/env node
import { processStreams } from './commands/streams.ts';
import { main } from './main.ts';

process.exitCode = await main(process.argv.slice(2), processStreams());
