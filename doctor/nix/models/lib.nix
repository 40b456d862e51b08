# nixpkgs' `lib`, as far as flakes shape their outputs with it.
#
# A name that is missing here is an unknown symbol to the evaluator, so what
# depends on the version of nixpkgs, or on more than plain data, is left out.
#
# prim.lib            this model as a flake sees it, unknown names included
# prim.flakeExposed   lib.systems.flakeExposed
# sections            what the files in lib/ give, each read when it is asked for
{ prim, sections }:
with sections;
sections // {
  # Not all that a section has is in nixpkgs a name of `lib` itself.
  inherit (asserts)
    assertMsg assertOneOf;
  inherit (attrsets)
    attrByPath attrNames attrVals attrValues attrsToList cartesianProduct
    cartesianProductOfSets catAttrs chooseDevOutputs collect concatMapAttrs
    dontRecurseIntoAttrs filterAttrs filterAttrsRecursive foldAttrs foldlAttrs
    genAttrs genAttrs' getAttr getAttrFromPath getAttrs getBin getDev
    getFirstOutput getInclude getLib getMan getOutput getStatic hasAttr
    hasAttrByPath intersectAttrs isAttrs isDerivation listToAttrs mapAttrs
    mapAttrs' mapAttrsRecursive mapAttrsRecursiveCond mapAttrsToList
    mapCartesianProduct matchAttrs mergeAttrsList nameValuePair optionalAttrs
    overrideExisting recurseIntoAttrs recursiveUpdate recursiveUpdateUntil
    removeAttrs setAttrByPath zipAttrs zipAttrsWith zipAttrsWithNames;
  inherit (customisation)
    callPackageWith callPackagesWith extendDerivation makeOverridable makeScope
    overrideDerivation;
  inherit (debug)
    trace traceIf traceSeq traceVal traceValFn traceValSeq traceValSeqFn;
  inherit (derivations)
    optionalDrvAttr;
  inherit (filesystem)
    baseNameOf dirOf isPath packagesFromDirectoryRecursive pathIsDirectory
    pathIsRegularFile pathType readDir;
  inherit (fixedPoints)
    composeExtensions composeManyExtensions converge extends fix fix'
    makeExtensible makeExtensibleWithCustomName toExtension;
  inherit (lists)
    all allUnique any compareLists concatAttrValues concatLists concatMap count
    crossLists drop dropEnd elem elemAt filter findFirst findSingle flatten fold
    foldl foldl' foldr forEach genList groupBy groupBy' head ifilter0 imap0
    imap1 init intersectLists isList last length map mutuallyExclusive
    naturalSort optional optionals partition range remove replaceElemAt
    replicate reverseList singleton sort sortOn sublist subtractLists tail take
    takeEnd toList unique uniqueStrings zipLists zipListsWith;
  inherit (meta)
    addMetaAttrs appendToName dontDistribute getExe getExe' hiPrio hiPrioSet
    lowPrio lowPrioSet mapDerivationAttrset setName setPrio updateName;
  inherit (modules)
    mkAfter mkAssert mkBefore mkDefault mkForce mkIf mkImageMediaOverride
    mkMerge mkOptionDefault mkOrder mkOverride mkVMOverride
    setDefaultModuleLocation;
  inherit (options)
    isOption literalExpression literalMD mkEnableOption mkOption;
  inherit (strings)
    addContextFrom cmakeBool cmakeFeature cmakeOptionType concatImapStrings
    concatImapStringsSep concatLines concatMapAttrsStringSep concatMapStrings
    concatMapStringsSep concatStrings concatStringsSep enableFeature
    enableFeatureAs escape escapeRegex escapeShellArg escapeShellArgs escapeURL
    escapeXML fileContents fixedWidthNumber fixedWidthString fromJSON getName
    getVersion hasInfix hasPrefix hasSuffix intersperse isString isStringLike
    isValidPosixName join lowerChars makeBinPath makeIncludePath makeLibraryPath
    makeSearchPath makeSearchPathOutput match mesonBool mesonEnable mesonOption
    nameFromURL optionalString parseDrvName removePrefix removeSuffix
    replaceString replaceStrings split splitString stringAsChars stringLength
    stringToCharacters substring toInt toIntBase10 toJSON toLower toSentenceCase
    toShellVar toShellVars toUpper trim trimWith typeOf
    unsafeDiscardStringContext upperChars versionAtLeast versionOlder
    withFeature withFeatureAs;
  inherit (trivial)
    add and bitAnd bitNot bitOr bitXor boolToString boolToYesNo ceil compare
    concat const deepSeq defaultTo div flip floor functionArgs genericClosure id
    importJSON importTOML inPureEvalMode info isBool isFloat isFunction isInt
    lessThan mapNullable max mergeAttrs min mirrorFunctionArgs mod mul or
    pathExists pipe readFile seq setFunctionArgs showWarnings sub throwIf
    throwIfNot toBaseDigits toFunction toHexString warn warnIf warnIfNot xor;
  inherit (types) isType setType;
  inherit (builtins) compareVersions fromTOML hasContext splitVersion toString tryEval;

  extend = overlay:
    fixedPoints.makeExtensible (fixedPoints.extends overlay (_: prim.lib));
}
