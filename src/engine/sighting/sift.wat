;; Goes through places where words of imports stand, and notes the keys of the specifiers behind them, as `keys.ts` makes
;; them. What is not as plain as most are is left to be looked at.
;;
;; Memory, beside what `find.wat` uses: how many folders a script lies in (65536), how many keys were noted (65540), the
;; keys of what begins with the paths of these folders, outermost first (65552 to 66055), the keys of the folders
;; themselves (66056 to 66559), the keys that were noted (66560 to 131007).
(module
  (import "haystack" "memory" (memory 1))
  ;; Goes through `count` places of `find.wat`; what is searched ends at `end`, and groups of words that stand before
  ;; imports begin with `first`: `require`, `from`, `import`, and calls that read files. Answers how many places are left.
  (func (export "sift") (param $count i32) (param $end i32) (param $first i32) (result i32)
    (local $from i32) (local $to i32) (local $stop i32) (local $place i32) (local $group i32) (local $start i32)
    (local.set $from (i32.const 1024))
    (local.set $to (i32.const 1024))
    (local.set $stop (i32.add (i32.const 1024) (i32.shl (local.get $count) (i32.const 2))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $from) (local.get $stop)))
        (local.set $place (i32.load (local.get $from)))
        (local.set $from (i32.add (local.get $from) (i32.const 4)))
        (local.set $group (i32.sub (i32.and (local.get $place) (i32.const 7)) (local.get $first)))
        (if (i32.lt_u (local.get $group) (i32.const 3))
          (then
            (local.set $start
              (call $specifier (i32.shr_u (local.get $place) (i32.const 3)) (local.get $group) (local.get $end)))
            (br_if $next (i32.eqz (local.get $start)))
            ;; One specifier has at most four keys.
            (if (i32.lt_u (i32.load (i32.const 65540)) (i32.const 16100))
              (then
                (if (call $isRelative (local.get $start) (local.get $end))
                  (then (br_if $next (call $relative (local.get $start) (local.get $end))))
                  (else
                    (call $names (local.get $start) (local.get $end))
                    (br $next))))))
          (else
            (br_if $next
              (i32.and
                (i32.eq (local.get $group) (i32.const 3))
                (i32.eqz (call $reads (i32.shr_u (local.get $place) (i32.const 3)) (local.get $end)))))))
        (i32.store (local.get $to) (local.get $place))
        (local.set $to (i32.add (local.get $to) (i32.const 4)))
        (br $next)))
    (i32.shr_u (i32.sub (local.get $to) (i32.const 1024)) (i32.const 2)))

  ;; Where a specifier begins behind the word of which four bytes stand at `place`; 0 where none does.
  (func $specifier (param $place i32) (param $group i32) (param $end i32) (result i32)
    (local $at i32)
    (local.set $at (i32.add (local.get $place) (i32.const 5)))
    (if (i32.eqz (local.get $group))
      (then
        ;; `requ` and `uire`
        (if (i32.or
              (i32.ne (i32.load (i32.sub (local.get $place) (i32.const 2))) (i32.const 0x75716572))
              (i32.ne (i32.load offset=1 (local.get $place)) (i32.const 0x65726975)))
          (then (return (i32.const 0)))))
      (else
        (if (i32.eq (local.get $group) (i32.const 1))
          (then (local.set $at (i32.add (local.get $place) (i32.const 4))))
          (else
            ;; `impo` and `port`
            (if (i32.or
                  (i32.ne (i32.load (i32.sub (local.get $place) (i32.const 1))) (i32.const 0x6f706d69))
                  (i32.ne (i32.load offset=1 (local.get $place)) (i32.const 0x74726f70)))
              (then (return (i32.const 0))))))))
    (local.set $at (call $skipBlanks (local.get $at) (local.get $end)))
    (if (i32.and
          (i32.ne (local.get $group) (i32.const 1))
          (i32.eq (call $byte (local.get $at) (local.get $end)) (i32.const 0x28)))
      (then (local.set $at (call $skipBlanks (i32.add (local.get $at) (i32.const 1)) (local.get $end)))))
    (select
      (i32.add (local.get $at) (i32.const 1))
      (i32.const 0)
      (call $isQuote (call $byte (local.get $at) (local.get $end)))))

  ;; Whether a call that reads a file, of which four bytes stand at `place`, may have texts of which one has a dot.
  (func $reads (param $place i32) (param $end i32) (result i32)
    (local $at i32) (local $stop i32) (local $four i32)
    (local.set $at (i32.add (local.get $place) (i32.const 3)))
    (local.set $four (i32.load (local.get $at)))
    ;; `r`, and `File`, `Json` or `JSON`.
    (if (i32.or
          (i32.ne (i32.load8_u (i32.sub (local.get $place) (i32.const 1))) (i32.const 0x72))
          (i32.and
            (i32.ne (local.get $four) (i32.const 0x656c6946))
            (i32.and
              (i32.ne (local.get $four) (i32.const 0x6e6f734a))
              (i32.ne (local.get $four) (i32.const 0x4e4f534a)))))
      (then (return (i32.const 0))))
    (local.set $at (i32.add (local.get $at) (i32.const 4)))
    ;; `Sync`
    (if (i32.eq (i32.load (local.get $at)) (i32.const 0x636e7953))
      (then (local.set $at (i32.add (local.get $at) (i32.const 4)))))
    (local.set $at (call $skipBlanks (local.get $at) (local.get $end)))
    (if (i32.ne (call $byte (local.get $at) (local.get $end)) (i32.const 0x28)) (then (return (i32.const 0))))
    ;; So many other characters may stand before it.
    (local.set $stop (i32.add (local.get $at) (i32.const 61)))
    (loop $next
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (if (call $isQuote (call $byte (local.get $at) (local.get $end)))
        (then (return (call $hasDot (local.get $at) (local.get $end)))))
      (br_if $next (i32.lt_u (local.get $at) (local.get $stop))))
    (i32.const 0))

  ;; Whether a dot stands in one of some quoted texts, with commas between them, of which the first begins at `at`.
  (func $hasDot (param $at i32) (param $end i32) (result i32)
    (local $byte i32)
    (loop $nextText
      (loop $next
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (local.set $byte (call $byte (local.get $at) (local.get $end)))
        (if (i32.eq (local.get $byte) (i32.const 0x2e)) (then (return (i32.const 1))))
        ;; Behind the end is more than any byte.
        (if (i32.or (i32.gt_u (local.get $byte) (i32.const 0xff)) (i32.eq (local.get $byte) (i32.const 0x0a)))
          (then (return (i32.const 0))))
        (br_if $next (i32.eqz (call $isQuote (local.get $byte)))))
      (loop $nextComma
        (local.set $at (call $skipBlanks (i32.add (local.get $at) (i32.const 1)) (local.get $end)))
        (br_if $nextComma (i32.eq (call $byte (local.get $at) (local.get $end)) (i32.const 0x2c))))
      (br_if $nextText (call $isQuote (call $byte (local.get $at) (local.get $end)))))
    (i32.const 0))

  ;; Whether a specifier is `.`, `..`, or begins with one of them and a slash.
  (func $isRelative (param $at i32) (param $end i32) (result i32)
    (local $byte i32)
    (if (i32.ne (call $byte (local.get $at) (local.get $end)) (i32.const 0x2e)) (then (return (i32.const 0))))
    (local.set $at (i32.add (local.get $at) (i32.const 1)))
    (local.set $byte (call $byte (local.get $at) (local.get $end)))
    (if (i32.eq (local.get $byte) (i32.const 0x2e))
      (then
        (local.set $byte (call $byte (i32.add (local.get $at) (i32.const 1)) (local.get $end)))))
    (i32.or (i32.eq (local.get $byte) (i32.const 0x2f)) (call $isQuote (local.get $byte))))

  ;; Whether nothing that counts of a path follows.
  (func $isEnd (param $byte i32) (result i32)
    (i32.or
      (call $isQuote (local.get $byte))
      (i32.or (i32.eq (local.get $byte) (i32.const 0x3f)) (i32.eq (local.get $byte) (i32.const 0x23)))))

  ;; Notes a folder that the script lies in; answers 0 for the outermost, which has no name.
  (func $folder (param $level i32) (result i32)
    (if (i32.le_s (local.get $level) (i32.const 0)) (then (return (i32.const 0))))
    (call $note (i32.load offset=66056 (i32.shl (local.get $level) (i32.const 2))))
    (i32.const 1))

  ;; Notes what a relative specifier means; answers 0 where that is not plain.
  (func $relative (param $at i32) (param $end i32) (result i32)
    (local $level i32) (local $byte i32) (local $before i32) (local $key i32) (local $atDot i32) (local $hasDot i32)
    (local.set $level (i32.sub (i32.load (i32.const 65536)) (i32.const 1)))
    (block $down
      (loop $up
        (br_if $down (i32.ne (call $byte (local.get $at) (local.get $end)) (i32.const 0x2e)))
        (local.set $byte (call $byte (i32.add (local.get $at) (i32.const 1)) (local.get $end)))
        (if (i32.eq (local.get $byte) (i32.const 0x2f))
          (then
            (local.set $at (i32.add (local.get $at) (i32.const 2)))
            (br $up)))
        (if (call $isEnd (local.get $byte)) (then (return (call $folder (local.get $level)))))
        (if (i32.ne (local.get $byte) (i32.const 0x2e)) (then (return (i32.const 0))))
        (local.set $level (i32.sub (local.get $level) (i32.const 1)))
        (local.set $byte (call $byte (i32.add (local.get $at) (i32.const 2)) (local.get $end)))
        (if (call $isEnd (local.get $byte)) (then (return (call $folder (local.get $level)))))
        (if (i32.ne (local.get $byte) (i32.const 0x2f)) (then (return (i32.const 0))))
        (local.set $at (i32.add (local.get $at) (i32.const 3)))
        (br $up)))
    (if (call $isEnd (call $byte (local.get $at) (local.get $end)))
      (then (return (call $folder (local.get $level)))))
    (if (i32.lt_s (local.get $level) (i32.const 0)) (then (return (i32.const 0))))
    (local.set $before (i32.const 0x2f))
    (local.set $key
      (call $follow (i32.load offset=65552 (i32.shl (local.get $level) (i32.const 2))) (i32.const 0x2f)))
    (loop $next
      (local.set $byte (call $byte (local.get $at) (local.get $end)))
      ;; Behind the end, beyond ASCII, or on another line.
      (if (i32.or
            (i32.ge_u (local.get $byte) (i32.const 0x80))
            (i32.eq (local.get $byte) (i32.const 0x0a)))
        (then (return (i32.const 0))))
      (if (call $isEnd (local.get $byte))
        (then
          (if (i32.eq (local.get $before) (i32.const 0x2f)) (then (return (i32.const 0))))
          (call $note (select (local.get $atDot) (local.get $key) (local.get $hasDot)))
          (return (i32.const 1))))
      (if (i32.and
            (i32.eq (local.get $before) (i32.const 0x2f))
            (i32.or
              (i32.eq (local.get $byte) (i32.const 0x2f))
              (i32.eq (local.get $byte) (i32.const 0x2e))))
        (then (return (i32.const 0))))
      (if (i32.or
            (i32.eq (local.get $byte) (i32.const 0x2f))
            (i32.eq (local.get $byte) (i32.const 0x5c)))
        (then (local.set $hasDot (i32.const 0)))
        (else
          (if (i32.and (i32.eq (local.get $byte) (i32.const 0x2e)) (i32.eqz (local.get $hasDot)))
            (then
              (local.set $hasDot (i32.const 1))
              (local.set $atDot (local.get $key))))))
      (local.set $key (call $follow (local.get $key) (local.get $byte)))
      (local.set $before (local.get $byte))
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (br $next))
    (unreachable))

  ;; Notes the keys of what is not relative, as `keysOfName` does.
  (func $names (param $at i32) (param $end i32)
    (local $byte i32) (local $whole i32) (local $part i32) (local $parts i32) (local $cut i32) (local $hasScope i32)
    (local $ends i32)
    (local.set $whole (i32.const 0x1b873593))
    (local.set $part (i32.const 0x1b873593))
    (local.set $byte (call $byte (local.get $at) (local.get $end)))
    (local.set $hasScope (i32.eq (local.get $byte) (i32.const 0x40)))
    (if (i32.eq (local.get $byte) (i32.const 0x23))
      (then (call $note (call $follow (local.get $whole) (i32.const 0x23)))))
    (block $done
      (loop $next
        (local.set $byte (call $byte (local.get $at) (local.get $end)))
        (local.set $ends
          (i32.or
            (i32.or
              (i32.ge_u (local.get $byte) (i32.const 0x80))
              (call $isQuote (local.get $byte)))
            (i32.or
              (i32.eq (local.get $byte) (i32.const 0x0a))
              (i32.eq (local.get $byte) (i32.const 0x3f)))))
        (if (i32.or (local.get $ends) (i32.eq (local.get $byte) (i32.const 0x2f)))
          (then
            (if (i32.or
                  (i32.eqz (local.get $parts))
                  (i32.and (i32.eq (local.get $parts) (i32.const 1)) (local.get $hasScope)))
              (then (call $note (local.get $whole))))
            (local.set $parts (i32.add (local.get $parts) (i32.const 1)))
            (br_if $done (local.get $ends))
            (local.set $whole (call $follow (local.get $whole) (i32.const 0x2f)))
            (local.set $part (i32.const 0x1b873593))
            (local.set $cut (i32.const 0)))
          (else
            (if (i32.eq (local.get $byte) (i32.const 0x2e))
              (then (local.set $cut (i32.const 1)))
              (else
                (if (i32.eqz (local.get $cut))
                  (then
                    (local.set $whole (call $follow (local.get $whole) (local.get $byte)))
                    (local.set $part (call $follow (local.get $part) (local.get $byte)))))))))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (br $next)))
    (if (i32.gt_u (local.get $parts) (i32.const 1)) (then (call $note (local.get $part)))))

  (func $note (param $key i32)
    (local $count i32)
    (local.set $count (i32.load (i32.const 65540)))
    (i32.store offset=66560 (i32.shl (local.get $count) (i32.const 2)) (local.get $key))
    (i32.store (i32.const 65540) (i32.add (local.get $count) (i32.const 1))))

  ;; What a key becomes when a byte follows; a backslash is a slash.
  (func $follow (param $key i32) (param $byte i32) (result i32)
    (i32.mul
      (i32.xor
        (local.get $key)
        (select (i32.const 0x2f) (local.get $byte) (i32.eq (local.get $byte) (i32.const 0x5c))))
      (i32.const 0x01000193)))

  ;; The byte there; behind the end, more than any byte.
  (func $byte (param $at i32) (param $end i32) (result i32)
    (if (i32.ge_u (local.get $at) (local.get $end)) (then (return (i32.const -1))))
    (i32.load8_u (local.get $at)))

  (func $isQuote (param $byte i32) (result i32)
    (i32.or
      (i32.or
        (i32.eq (local.get $byte) (i32.const 0x27))
        (i32.eq (local.get $byte) (i32.const 0x22)))
      (i32.eq (local.get $byte) (i32.const 0x60))))

  (func $skipBlanks (param $at i32) (param $end i32) (result i32)
    (local $byte i32)
    (loop $next
      (local.set $byte (call $byte (local.get $at) (local.get $end)))
      ;; As `\s` takes it where a byte is a character.
      (if (i32.or
            (i32.or
              (i32.eq (local.get $byte) (i32.const 0x20))
              (i32.eq (local.get $byte) (i32.const 0xa0)))
            (i32.lt_u (i32.sub (local.get $byte) (i32.const 9)) (i32.const 5)))
        (then
          (local.set $at (i32.add (local.get $at) (i32.const 1)))
          (br $next))))
    (local.get $at)))
