'use strict';

// Everything shown is set as text, so that no name of a file can become markup.
const $ = id => document.getElementById(id);
const jobs = new Map();

// ---- the key, where the server asks for one: the tab keeps it until it is closed

class KeyWanted extends Error {}

function ask(path, request) {
  const key = sessionStorage.getItem('key');
  return fetch(path, { ...request, headers: { ...request.headers, ...(key && { Authorization: 'Bearer ' + key }) } });
}

function shut(sentence) {
  $('refused').textContent = sessionStorage.getItem('key') === null ? '' : sentence;
  sessionStorage.removeItem('key');
  $('door').hidden = false;
  $('drop').hidden = true;
  $('state').textContent = 'asks for a key';
  $('key').focus();
}

$('door').addEventListener('submit', event => {
  event.preventDefault();
  sessionStorage.setItem('key', $('key').value);
  $('key').value = '';
  $('door').hidden = true;
  $('drop').hidden = false;
  listen();
});

async function call(method, path, body) {
  const answer = await ask(path, {
    method,
    headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (!answer.ok) {
    throw await refusal(answer);
  }
  return answer.status === 204 ? null : answer.json();
}

async function refusal(answer) {
  const problem = await answer.json().catch(() => ({}));
  const sentence = problem.detail || 'The server answered ' + answer.status + '.';
  return answer.status === 401 ? new KeyWanted(sentence) : new Error(sentence);
}

function say(text, wrong) {
  $('message').textContent = text;
  $('message').className = wrong ? 'error' : '';
}

// ---- jobs, live

function show(job) {
  if (jobs.has(job.id) && jobs.get(job.id).version > job.version) {
    return;
  }
  jobs.set(job.id, job);
  let row = document.getElementById('job-' + job.id);
  if (!row) {
    row = document.createElement('tr');
    row.id = 'job-' + job.id;
    for (let cell = 0; cell < 5; cell++) {
      row.append(document.createElement('td'));
    }
    const after = [...$('jobs').children].find(other => other.id < row.id);
    $('jobs').insertBefore(row, after || null);
  }
  const [source, status, progress, left, actions] = row.children;
  source.textContent = job.input_key;
  status.textContent = job.status + (job.phase ? ', ' + job.phase : '');
  status.className = job.error ? 'error' : '';
  status.title = job.error ? job.error.message : '';
  progress.textContent = job.progress === null ? '' : Math.floor(job.progress * 100) + ' %';
  left.textContent = job.eta_seconds ? Math.ceil(job.eta_seconds) + ' s' : '';
  actions.replaceChildren(...buttons(job));
}

function buttons(job) {
  const offered = [];
  const offer = (text, act) => {
    const button = document.createElement('button');
    button.textContent = text;
    button.addEventListener('click', () => act().catch(wrong => say(wrong.message, true)));
    offered.push(button);
  };
  const path = '/jobs/' + job.id;
  if (job.links.hls || job.status === 'completed') {
    offer('watch', () => watch(job.id));
  }
  if (job.status === 'queued' || job.status === 'processing') {
    offer('cancel', async () => show(await call('POST', path + '/cancel')));
  }
  if (job.status === 'failed' || job.status === 'canceled') {
    offer('retry', async () => show(await call('POST', path + '/retry')));
  }
  if (job.status !== 'queued' && job.status !== 'processing') {
    offer('delete', async () => {
      await call('DELETE', path);
      gone(job.id);
    });
  }
  return offered;
}

function gone(id) {
  jobs.delete(id);
  const row = document.getElementById('job-' + id);
  if (row) {
    row.remove();
  }
}

const pause = milliseconds => new Promise(after => setTimeout(after, milliseconds));

// An EventSource can send no key, so the stream is read here, and asked for again whenever it ends.
async function listen() {
  for (;;) {
    try {
      await follow();
    } catch (wrong) {
      if (wrong instanceof KeyWanted) {
        shut(wrong.message);
        return;
      }
    }
    $('state').textContent = 'connecting…';
    await pause(2000);
  }
}

// The list is asked for after the stream stands, so that nothing falls between them.
async function follow() {
  const answer = await ask('/events', { headers: { Accept: 'text/event-stream' } });
  if (!answer.ok) {
    throw await refusal(answer);
  }
  $('state').textContent = 'live';
  (await call('GET', '/jobs?limit=50')).jobs.forEach(show);
  const text = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (let read = await text.read(); !read.done; read = await text.read()) {
    const events = (rest + read.value).split('\n\n');
    rest = events.pop();
    events.forEach(hear);
  }
}

function hear(event) {
  const said = name => event.split('\n').filter(line => line.startsWith(name + ':'))
    .map(line => line.slice(name.length + 1).trimStart()).join('\n');
  if (said('event') === 'job') {
    show(JSON.parse(said('data')));
  } else if (said('event') === 'deleted') {
    gone(JSON.parse(said('data')).id);
  }
}

// ---- watching

async function watch(id) {
  const job = await call('GET', '/jobs/' + id);
  const made = (await call('GET', '/jobs/' + id + '/outputs')).outputs;
  $('title').textContent = job.input_key;
  $('outputs').replaceChildren(...made.filter(output => output.url).map(output => {
    const item = document.createElement('li');
    const link = document.createElement('a');
    link.href = output.url;
    link.textContent = output.kind + (output.rendition ? ' ' + output.rendition : '') + ', ' + output.size + ' bytes';
    item.append(link);
    return item;
  }));
  const file = made.find(output => output.kind === 'mp4' && output.url);
  $('watch').hidden = false;
  if (job.links.hls) {
    play(job.links.hls);
  } else if (file) {
    stop();
    $('video').src = file.url;
  } else {
    stop();
    say('Nothing of this job can be played.', true);
  }
}

let player = null;

function stop() {
  if (player) {
    player.destroy();
    player = null;
  }
  $('video').removeAttribute('src');
}

// Playlists grow while the job is worked on, so watching begins with the first seconds that are there.
function play(playlist) {
  stop();
  if (window.Hls && Hls.isSupported()) {
    // The page lets no worker start from a script that was made up.
    player = new Hls({ enableWorker: false });
    player.on(Hls.Events.ERROR, (_, trouble) => {
      if (trouble.fatal) {
        say('This can not be played: ' + trouble.details + '.', true);
      }
    });
    player.loadSource(playlist);
    player.attachMedia($('video'));
  } else {
    $('video').src = playlist;
  }
}

// ---- uploads: parts go straight to storage; one that broke off goes on where it was

const remembered = file => 'upload:' + file.name + ':' + file.size + ':' + file.lastModified;

async function begin(file) {
  const known = localStorage.getItem(remembered(file));
  if (known) {
    try {
      const upload = await call('GET', '/uploads/' + encodeURIComponent(known));
      if (upload.status === 'waiting' && upload.size === file.size) {
        return upload;
      }
    } catch (_) {
      // Forgotten by the server: begin anew.
    }
  }
  const upload = await call('POST', '/uploads', { filename: file.name, size: file.size, content_type: file.type });
  localStorage.setItem(remembered(file), upload.upload_id);
  return upload;
}

async function put(file, upload, part) {
  const from = (part.number - 1) * upload.part_size;
  for (let attempt = 1; ; attempt++) {
    try {
      const answer = await fetch(part.url, { method: 'PUT', body: file.slice(from, from + part.size) });
      if (answer.ok) {
        return;
      }
      throw new Error('Part ' + part.number + ' was answered with ' + answer.status + '.');
    } catch (wrong) {
      if (attempt === 3) {
        throw wrong;
      }
    }
  }
}

async function send(file) {
  let upload = await begin(file);
  $('sent').hidden = false;
  while (upload.parts.length > 0) {
    let here = upload.part_count - upload.parts.length;
    for (const part of upload.parts) {
      $('sent').value = here++ / upload.part_count;
      await put(file, upload, part);
    }
    upload = await call('GET', '/uploads/' + upload.upload_id);
  }
  $('sent').value = 1;
  const whole = await call('POST', '/uploads/' + upload.upload_id + '/complete');
  localStorage.removeItem(remembered(file));
  show(await call('POST', '/jobs', { upload_id: whole.upload_id, profile: $('profile').value }));
  say(file.name + ' was sent and is being worked on.');
}

function take(files) {
  if (files.length > 0) {
    say('Sending ' + files[0].name + '…');
    send(files[0]).catch(wrong => say(wrong.message + ' Choose the file again to go on.', true));
  }
}

$('file').addEventListener('change', event => take(event.target.files));
const drop = $('drop');
drop.addEventListener('dragover', event => { event.preventDefault(); drop.classList.add('over'); });
drop.addEventListener('dragleave', () => drop.classList.remove('over'));
drop.addEventListener('drop', event => {
  event.preventDefault();
  drop.classList.remove('over');
  take(event.dataTransfer.files);
});
listen();
