-- A job as inspection shows it: state, content, due time (ms; 0 unless delayed), then names and values of what is
-- known besides.
local STATE = { d = 'delayed', q = 'waiting', w = 'waiting-children', f = 'failed', x = 'cancelled' }

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
  local kind = string.sub(at, 1, 1)
  local state, job = STATE[kind], known.job
  if LANE[kind] then
    local found = redis.call('XRANGE', prefix .. LANE[kind], string.sub(at, 2), string.sub(at, 2))[1]
    state = ending and 'completed' or holder_of(prefix, at) and 'active' or 'waiting'
    job = found and with_enqueued_at(found[2][2], tonumber(string.match(at, '%d+')))
  elseif kind == 'f' then
    local found = redis.call('XRANGE', prefix .. 'failed', string.sub(at, 2), string.sub(at, 2))[1]
    job = found and found[2][4]
    if found then
      told[#told + 1], told[#told + 2] = 'reason', found[2][6]
      told[#told + 1], told[#told + 2] = 'attempts', found[2][8]
    end
  end
  local due = kind == 'd' and redis.call('ZSCORE', prefix .. 'delayed', id) or '0'
  return { id, state, job or '', due, told }
end
