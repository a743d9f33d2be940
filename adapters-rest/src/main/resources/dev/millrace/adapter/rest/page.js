'use strict';

// Everything shown is set as text, so that no name of a file can become markup.
const $ = id => document.getElementById(id);
const jobs = new Map();

async function call(method, path, body) {
  const answer = await fetch(path, {
    method,
    headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const content = answer.status === 204 ? null : await answer.json();
  if (!answer.ok) {
    throw new Error(content && content.detail ? content.detail : 'The server answered ' + answer.status + '.');
  }
  return content;
}

function say(text, wrong) {
  $('message').textContent = text;
  $('message').className = wrong ? 'error' : '';
}

// ---- jobs, live

function show(job) {
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
  if (job.links.play || job.status === 'completed') {
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

async function listen() {
  const page = await call('GET', '/jobs?limit=50');
  page.jobs.forEach(show);
  const events = new EventSource('/events');
  events.addEventListener('open', () => { $('state').textContent = 'live'; });
  events.addEventListener('error', () => { $('state').textContent = 'connecting…'; });
  events.addEventListener('job', event => show(JSON.parse(event.data)));
  events.addEventListener('deleted', event => gone(JSON.parse(event.data).id));
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
  const video = $('video');
  const file = made.find(output => output.kind === 'mp4' && output.url);
  const streams = job.links.play && video.canPlayType('application/vnd.apple.mpegurl');
  $('watch').hidden = false;
  if (streams) {
    video.src = job.links.play;
  } else if (file) {
    video.src = file.url;
  } else {
    video.removeAttribute('src');
    say('This browser plays no HLS by itself, and there is no MP4 file of this job.', true);
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
listen().catch(wrong => say(wrong.message, true));
