'use strict';
// Loaded before the recorded program (`node --require`).

const file = process.env.RECORDING_FILE;
delete process.env.RECORDING_FILE;
require('./transcript.cjs').writeWhenDone(file);
require('./environment.cjs').install();
require('./wire.cjs').install();
