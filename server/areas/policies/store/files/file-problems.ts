/** What is wrong with files given on the command line, and what to do. */
export const FILE_PROBLEMS: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  "files.noFolder": {
    zh: "{folder} 不是文件夹；请检查路径。",
    en: "{folder} is not a folder; check the path.",
  },
  "files.noFile": { zh: "找不到文件 {file}；请检查路径。", en: "There is no file {file}; check the path." },
  "files.noPolicies": {
    zh: "{folder} 里没有政策文件；政策写在以 .yaml 结尾的文件里。",
    en: "{folder} holds no policies; a policy is a file that ends in .yaml.",
  },
  "files.noSuchPolicy": {
    zh: "{folder} 里没有编号为“{id}”的政策；有：{known}。",
    en: "{folder} holds no policy with the id “{id}”; there are: {known}.",
  },
  "files.tooMany": {
    zh: "{folder} 里有 {files} 个 YAML 文件，上限为 {filesMax}；请指定更小的文件夹。",
    en: "{folder} holds {files} YAML files, the limit is {filesMax}; name a smaller folder.",
  },
  "files.tooLarge": {
    zh: "{file} 超过 {bytesMax} 字节，不像政策文件；请移走或拆分。",
    en: "{file} is larger than {bytesMax} bytes and hardly a policy; move it away or split it.",
  },
  "files.notAWorkbook": {
    zh: "{file} 不能作为工作簿读取（{why}）；请给出 wutong policy export 写出的 xlsx。",
    en: "{file} cannot be read as a workbook ({why}); give an xlsx that wutong policy export wrote.",
  },
  "files.cannotWrite": {
    zh: "无法写入 {file}（{why}）；请检查文件夹是否存在、有无写入权限。",
    en: "{file} cannot be written ({why}); check that its folder is there and may be written to.",
  },
  "files.outExists": {
    zh: "{out} 已存在；每次比对写入新的文件夹，请换一个 --out。",
    en: "{out} exists already; each sweep writes a new folder, choose another --out.",
  },
  "policies.nothingInForce": {
    zh: "{asOf} 没有生效的政策；请检查 --as-of 与政策的施行日期。",
    en: "No policy is in force on {asOf}; check --as-of and the days in force.",
  },
  "facts.empty": {
    zh: "{file} 是空的；每行写一个人的事实（JSON）。",
    en: "{file} is empty; write one person's facts a line, as JSON.",
  },
  "facts.notJson": {
    zh: "{file} 第 {line} 行不是 JSON（{message}）；每行写一个 JSON 对象。",
    en: "{file}, line {line}: this is not JSON ({message}); write one JSON object a line.",
  },
  "facts.notAnObject": {
    zh: '{file} 第 {line} 行不是 JSON 对象；请写成 {"personId": 1, …}。',
    en: '{file}, line {line}: this is not a JSON object; write {"personId": 1, …}.',
  },
  "facts.unknownFact": {
    zh: "{file} 第 {line} 行：不认识的事实“{path}”；是不是想写“{known}”？事实目录见 docs/reference/sweep-files.md。",
    en: "{file}, line {line}: unknown fact “{path}”; did you mean “{known}”? The facts are listed in docs/reference/sweep-files.md.",
  },
  "facts.wrongType": {
    zh: "{file} 第 {line} 行：“{path}”应为 {expected}；不知道的值请整个省去。",
    en: "{file}, line {line}: “{path}” should be {expected}; leave out what isn't known.",
  },
  "facts.noPerson": {
    zh: "{file} 第 {line} 行：缺少“{key}”（整数）；每个人要有 personId 和 office。",
    en: "{file}, line {line}: “{key}” (a whole number) is missing; each person needs personId and office.",
  },
  "facts.personTwice": {
    zh: "{file}：personId {personId} 出现了两次；每个人只能有一行，请合并后重试。",
    en: "{file}: personId {personId} is there twice; one person is one row, merge them and try again.",
  },
  "facts.tooManyRows": {
    zh: "{file}：personId {personId} 的“{list}”超过 {rowsMax} 行；请检查是否把多人的数据合到了一起。",
    en: "{file}: “{list}” of personId {personId} has more than {rowsMax} rows; check whether several people were put together.",
  },
  "facts.unknownColumn": {
    zh: "{file}：不认识的列“{column}”；是不是想写“{known}”？列名见 docs/reference/sweep-files.md。",
    en: "{file}: unknown column “{column}”; did you mean “{known}”? The columns are listed in docs/reference/sweep-files.md.",
  },
  "facts.columnType": {
    zh: "{file}：列“{column}”的类型是 {found}，应为 {expected}。",
    en: "{file}: column “{column}” is of type {found}; it must be {expected}.",
  },
  "facts.unreadable": {
    zh: "读不了 {file}：{message}；请给出 Parquet（.parquet）或 JSON lines 文件。",
    en: "{file} can't be read: {message}; give Parquet (.parquet) or JSON lines.",
  },
};
