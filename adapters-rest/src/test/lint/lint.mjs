// Reads a description of an API by the recommended rules of Redocly, prints what breaks one, and then ends with 1.
import { createConfig, lint } from '@redocly/openapi-core';

const problems = await lint({
  ref: process.argv[2],
  config: await createConfig({ extends: ['recommended'], telemetry: 'off' }),
});
for (const { severity, ruleId, message, location } of problems) {
  console.log(`${severity} ${ruleId} at ${location[0]?.pointer}: ${message}`);
}
process.exitCode = problems.length === 0 ? 0 : 1;
