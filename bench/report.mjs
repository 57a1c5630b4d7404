/** The benchmark's results as text. */
const round = (value) =>
  Number(value.toPrecision(4)).toLocaleString('en-US', { maximumFractionDigits: value < 1 ? 4 : 3 });

const say = (line) => process.stdout.write(`${line}\n`);

export function reportMachine({ processor, browser, adapter }) {
  say(`${processor}\n${browser}, WebGPU adapter: ${adapter}\n`);
}

export function reportWork({ title, unit, rates, medians, failures, goals }) {
  say(`${title}: ${unit}`);
  for (const [name, rate] of Object.entries(medians).toSorted((a, b) => b[1] - a[1])) {
    const [low, high] = [Math.min(...rates[name]), Math.max(...rates[name])];
    say(`  ${name.padEnd(18)} ${round(rate).padStart(12)}   (${round(low)} to ${round(high)})`);
  }
  for (const [name, why] of Object.entries(failures)) say(`  ${name.padEnd(18)} did not run: ${why}`);
  for (const { who, whom, atLeast, ratio } of goals) {
    say(
      `  ${ratio >= atLeast ? 'reached' : 'MISSED '} ${who} is ${round(ratio)} × ${whom} (goal ${atLeast} ×)`,
    );
  }
  say('');
}

export function reportScale(scale) {
  for (const { who, sizes } of scale) {
    say(`${who}: time per sample and parameter, against the smallest network (goal: at most 1)`);
    for (const { parameters, nsPerSampleAndParameter, timesSmallest } of sizes) {
      const verdict = timesSmallest <= 1 ? 'reached' : 'MISSED ';
      say(
        `  ${verdict} ${round(parameters).padStart(10)} parameters ${round(nsPerSampleAndParameter).padStart(10)} ns  ${round(timesSmallest)} ×`,
      );
    }
    say('');
  }
}

export function reportMemory(memory) {
  for (const [who, { steps, before, after, error }] of Object.entries(memory)) {
    if (error) {
      say(`${who}: did not run: ${error}`);
      continue;
    }
    say(`${who}: memory after ${round(steps / 10)} and after ${round(steps)} steps`);
    for (const [what, value] of Object.entries(after)) {
      const verdict = value <= before[what] ? 'reached' : 'MISSED ';
      say(`  ${verdict} ${what.padEnd(12)} ${round(before[what]).padStart(12)} → ${round(value)}`);
    }
    say('');
  }
}
