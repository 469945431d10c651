-- A job as inspection shows it: state, content, due time (ms; 0 unless delayed), then names and values of what is
-- known besides.
local STATE = { d = 'delayed', q = 'waiting', w = 'waiting-children', f = 'failed', x = 'cancelled' }

-- What a job's place tells: its state, its content (nil if its hash has it), its due time. Adds how it failed to `told`.
local function standing(prefix, id, at, ending, told)
  local kind, entry = string.sub(at, 1, 1), string.sub(at, 2)
  if LANE[kind] then
    local found = redis.call('XRANGE', prefix .. LANE[kind], entry, entry)[1]
    return ending and 'completed' or holder_of(prefix, at) and 'active' or 'waiting',
      found and with_enqueued_at(found[2][2], tonumber(string.match(entry, '^%d+'))), '0'
  elseif kind == 'f' then
    local found = redis.call('XRANGE', prefix .. 'failed', entry, entry)[1]
    if found then
      told[#told + 1], told[#told + 2] = 'reason', found[2][6]
      told[#told + 1], told[#told + 2] = 'attempts', found[2][8]
    end
    return 'failed', found and found[2][4], '0'
  end
  return STATE[kind], nil, kind == 'd' and redis.call('ZSCORE', prefix .. 'delayed', id) or '0'
end

-- All that is known of a job; nil if it is unknown.
local function describe(prefix, id)
  local at, ending = find(prefix, id)
  if not at or string.byte(at) == 45 then
    return nil
  end
  local fields = redis.call('HGETALL', prefix .. 'job:' .. id)
  local known, told = {}, { 'at', at }
  if ending then
    local how, result = string.match(ending, '^([^\n]*)\n(.*)$')
    told[3], told[4] = 'end', how
    if result ~= '' then
      told[5], told[6] = 'result', result
    end
  end
  for i = 1, #fields, 2 do
    known[fields[i]] = fields[i + 1]
    if fields[i] ~= 'job' and fields[i] ~= 'lane' then
      told[#told + 1], told[#told + 2] = fields[i], fields[i + 1]
    end
  end
  local state, job, due = standing(prefix, id, at, ending, told)
  return { id, state, job or known.job or '', due, told }
end

-- A job as a list shows it: without its payload, its result, and what its hash has for each attempt, crash or child.
-- Who has read the job's entry in a lane knows its state, and passes on what is in it. Returns how many bytes were read
-- for it, too; nil if it is unknown.
local function outline(prefix, id, known_state, content)
  local at, ending = find(prefix, id)
  if not at or string.byte(at) == 45 then
    return nil, 0
  end
  local told = { 'at', at }
  if ending then
    told[3], told[4] = 'end', string.match(ending, '^[^\n]*')
  end
  local own = redis.call('HMGET', prefix .. 'job:' .. id, 'job', 'progress')
  local state, job, due = known_state, content, '0'
  if content and LANE[string.sub(at, 1, 1)] then
    job = with_enqueued_at(content, tonumber(string.match(at, '%d+')))
  else
    state, job, due = standing(prefix, id, at, ending, told)
    job = job or own[1] or ''
  end
  if own[2] then
    told[#told + 1], told[#told + 2] = 'progress', own[2]
  end
  return { id, state, string.match(job, '^[^\n]*\n') or '', due, told }, #job
end
