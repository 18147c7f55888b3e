'use strict';
// Loaded before the recorded program (`node --require`).

const { installEnvironment } = require('./environment.cjs');
const { writeWhenDone } = require('./transcript.cjs');
const { installWire } = require('./wire.cjs');

writeWhenDone(process.env.RECORDING_FILE);
delete process.env.RECORDING_FILE; // the program must not see it
installEnvironment();
installWire();
