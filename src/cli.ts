import { processStreams } from './commands/streams.ts';
import { main } from './main.ts';

main(process.argv.slice(2), processStreams()).then((code) => {
  process.exitCode = code;
});
