'use strict';

// Builds the page from GET isobar/v1/cluster. Text only ever becomes text nodes, never markup.

const REFRESH_MILLIS = 1000;
const GOOD = new Set(['ACTIVE', 'READY', 'COMMITTED', 'IN_SERVICE']);
const QUIET = new Set(['SUPERSEDED', 'DRAINING', 'RETIRED', 'PLANNED']);
const BAD = new Set(['QUARANTINED', 'LOAD_STUCK']);

function element(tag, className, ...children) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  for (const child of children) {
    if (child !== null && child !== undefined) node.append(child);
  }
  return node;
}

function state(name) {
  const kind = GOOD.has(name) ? 'good' : BAD.has(name) ? 'bad' : QUIET.has(name) ? '' : 'busy';
  return element('span', 'state ' + kind, name.replaceAll('_', ' ').toLowerCase());
}

const whole = new Intl.NumberFormat('en');

function bytes(n) {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let unit = 0;
  while (n >= 1024 && unit < units.length - 1) { n /= 1024; unit += 1; }
  return (unit === 0 ? n : n.toFixed(n < 10 ? 2 : 1)) + ' ' + units[unit];
}

function clock(iso) {
  return iso ? iso.slice(0, 19).replace('T', ' ') + ' UTC' : '';
}

function tile(name, figure, text) {
  return element('div', 'tile', element('span', 'name', name), element('b', '', figure), element('span', '', text));
}

const SILENT_MILLIS = 10000;

function span(millis) {
  const seconds = Math.round(millis / 1000);
  return seconds < 120 ? seconds + ' s' : seconds < 7200 ? Math.round(seconds / 60) + ' min' : Math.round(seconds / 3600) + ' h';
}

function datacenters(source, contacts) {
  return element('div', 'tiles', ...source.members.map(member => {
    const seq = member.answersFrom;
    const behind = source.head && seq !== undefined && seq < source.head.seq;
    const box = tile(member.dc, seq === undefined ? 'no release' : 'release ' + seq, '');
    box.lastChild.append(state(member.state));
    if (behind) box.append(element('p', 'detail', 'behind the head, release ' + source.head.seq));
    const contact = contacts.find(entry => entry.dc === member.dc);
    const silent = contact && contact.silentMillis > SILENT_MILLIS;
    if (silent) box.append(element('p', 'notice bad', 'No sign of its steward for ' + span(contact.silentMillis)
      + '. While it is away nothing is committed.'));
    else if (contact) box.append(element('p', 'detail', 'last contact ' + clock(contact.lastContact)));
    return box;
  }));
}

function place(progress) {
  const cell = element('td', 'place');
  if (!progress) { cell.append(element('span', 'empty', 'not begun')); return cell; }
  cell.append(state(progress.state));
  const busy = !GOOD.has(progress.state) && !QUIET.has(progress.state);
  if (busy && progress.total > 0) {
    const bar = element('progress');
    bar.max = progress.total;
    bar.value = progress.done;
    bar.setAttribute('aria-label', progress.percent + ' %');
    cell.append(bar, element('p', 'detail', progress.done + ' of ' + progress.total + ' segments'));
  }
  if (progress.detail) cell.append(element('p', 'detail', progress.detail));
  return cell;
}

function releases(source) {
  const names = source.members.map(member => member.dc);
  const heads = ['release', '', 'segments', 'rows', 'bytes', 'committed'];
  const head = element('tr', '', ...heads.map((name, i) => element('th', i > 1 && i < 5 ? 'number' : '', name)),
    ...names.map(name => element('th', '', name)));
  const rows = source.releases.map(release => element('tr', '',
    element('td', '', element('b', '', String(release.seq)), ' ', element('code', '', release.root8),
      release.contentOf === undefined ? null : element('p', 'detail', 'content of release ' + release.contentOf)),
    element('td', '', state(release.state)),
    element('td', 'number', whole.format(release.segments),
      element('p', 'detail', '+' + release.added + ' −' + release.removed)),
    element('td', 'number', whole.format(release.rows)),
    element('td', 'number', bytes(release.bytes)),
    element('td', '', clock(release.committedAt)),
    ...names.map(name => place(release.datacenters.find(entry => entry.dc === name)))));
  return element('div', 'scroll', element('table', '', element('thead', '', head), element('tbody', '', ...rows)));
}

function cutover(cut) {
  const box = element('div', '');
  const millis = cut.activations.map(activation => activation.afterCommitMillis ?? 0);
  const last = Math.max(1, ...millis);
  const line = element('div', 'line');
  const mark = (at, className, text) => {
    const percent = Math.min(100, 100 * at / last);
    const dot = element('span', 'mark ' + className);
    dot.style.left = percent + '%';
    const label = element('span', 'label ' + (percent < 15 ? 'left' : percent > 85 ? 'right' : 'middle'), text);
    label.style.left = percent + '%';
    line.append(dot, label);
    return label;
  };
  mark(0, 'commit', 'commit');
  cut.activations.forEach((activation, i) => {
    const label = mark(millis[i], '', activation.dc + ' +' + whole.format(millis[i]) + ' ms');
    if (i % 2 === 1) label.style.top = '2.6rem';
  });
  const text = cut.skewMillis !== undefined
    ? 'Release ' + cut.seq + ': the last data center followed the first after ' + whole.format(cut.skewMillis) + ' ms.'
    : 'Release ' + cut.seq + ' is committed; waiting for ' + cut.waitingFor.join(', ') + '.';
  box.append(element('div', 'tiles', tile('skew',
    cut.skewMillis === undefined ? '…' : whole.format(cut.skewMillis) + ' ms', clock(cut.committedAt))), line,
    element('p', 'detail', text));
  return box;
}

function dataSource(source, contacts) {
  const card = element('section', 'card', element('div', 'title', element('h2', '', source.dataSource),
    element('p', '', source.home ? 'home ' + source.home.dc + ' (epoch ' + source.home.epoch + ')' : 'no home'),
    source.head ? element('p', '', 'head: release ' + source.head.seq + ' ',
      element('code', '', source.head.root8), ' chain ', element('code', '', (source.head.chain || '').slice(0, 8))) : null));
  if (source.unmet.length > 0) {
    card.append(element('p', 'notice', 'Not committed yet: ' + source.unmet.join('; ') + '.'));
  }
  if (source.waiting > 0) {
    card.append(element('p', 'notice', source.waiting + (source.waiting === 1 ? ' batch is sealed and waits for its turn.' : ' batches are sealed and wait for their turn.')));
  }
  card.append(element('h3', '', 'Data centers'), datacenters(source, contacts));
  if (source.cutover) card.append(element('h3', '', 'Last cutover'), cutover(source.cutover));
  card.append(element('h3', '', 'Releases'), source.releases.length === 0
    ? element('p', 'empty', 'Nothing is published yet.') : releases(source));
  return card;
}

function journal(intents) {
  const rows = intents.map(entry => element('tr', '', element('td', '', entry.owner), element('td', '', entry.step),
    element('td', '', entry.dataSource + ':' + entry.seq), element('td', '', clock(entry.since))));
  return element('section', 'card', element('h2', '', 'Under way'), rows.length === 0
    ? element('p', 'empty', 'No step is open.')
    : element('div', 'scroll', element('table', '', element('thead', '', element('tr', '',
      ...['who', 'step', 'release', 'since'].map(name => element('th', '', name)))), element('tbody', '', ...rows))));
}

function show(cluster) {
  const cards = cluster.datasources.map(source => dataSource(source, cluster.datacenters));
  if (cards.length === 0) {
    cards.push(element('section', 'card', element('h2', '', 'No datasource yet'), element('p', 'empty',
      cluster.datacenters.length === 0 ? 'No data center has registered.'
        : 'Registered: ' + cluster.datacenters.map(entry => entry.dc).join(', ') + '. Run an index job to publish the first release.')));
  }
  cards.push(journal(cluster.openIntents));
  document.getElementById('content').replaceChildren(...cards);
  const pulse = document.getElementById('pulse');
  pulse.className = '';
  pulse.textContent = clock(cluster.now) + ' · controller epoch ' + cluster.epoch;
}

let shown = '';

async function refresh() {
  try {
    const response = await fetch('isobar/v1/cluster', { cache: 'no-store' });
    if (!response.ok) throw new Error((await response.text()).trim());
    const text = await response.text();
    if (text !== shown) { shown = text; show(JSON.parse(text)); }
  } catch (problem) {
    const pulse = document.getElementById('pulse');
    pulse.className = 'lost';
    pulse.textContent = 'Not connected: ' + problem.message;
  }
  setTimeout(refresh, REFRESH_MILLIS);
}

refresh();
